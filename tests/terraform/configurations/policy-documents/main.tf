# Policy documents from documents: the later version and the last name win, members stand in one order, conditions
# on the same key are one, &{...} is a policy variable.

locals {
  buckets = ["a", "b"]
  admins  = toset(["arn:aws:iam::1:user/z", "arn:aws:iam::1:user/a"])
}
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Read"
    actions   = ["s3:List*", "s3:Get*"]
    resources = flatten([for b in local.buckets : ["arn:aws:s3:::${b}", "arn:aws:s3:::${b}/*"]])
    principals {
      type        = "AWS"
      identifiers = local.admins
    }
    dynamic "condition" {
      for_each = { "aws:SourceVpc" = ["vpc-2", "vpc-1"], "aws:PrincipalOrgID" = ["o-1"] }
      content {
        test     = "StringEquals"
        variable = condition.key
        values   = condition.value
      }
    }
  }
  statement {
    effect      = "Deny"
    not_actions = ["iam:*"]
    resources   = ["*"]
    not_principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [false]
    }
  }
}
data "aws_iam_policy_document" "more" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json]
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Read", Effect = "Deny", Action = "*", Resource = "*" }] })]
  policy_id                 = "id"
  version                   = "2008-10-17"
  statement {
    actions   = ["x:&{aws:username}"]
    resources = ["arn:$${aws:username}"]
  }
}
resource "aws_iam_policy" "p" {
  for_each = { base = data.aws_iam_policy_document.base.json, more = data.aws_iam_policy_document.more.json, min = data.aws_iam_policy_document.more.minified_json }
  name     = each.key
  policy   = each.value
}
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for s in ["ec2", "ecs-tasks"] : { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${s}.amazonaws.com" } } if s != "x"]
  })
  managed_policy_arns = toset(["b", "a", "b"])
}

data "aws_iam_policy_document" "older" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json, data.aws_iam_policy_document.more.json]
  override_policy_documents = [jsonencode({ Version = "2008-10-17", Id = "policies", Statement = [{ Sid = "New", Effect = "Allow", Action = "a:b", Resource = "*" }] })]
  version                   = "2008-10-17"
}
data "aws_iam_policy_document" "oldest" {
  version = "2008-10-17"
  statement {
    sid       = "X"
    actions   = ["a:b"]
    resources = ["*"]
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["b", "a", "&{aws:username}/*"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:x"
      values   = ["z"]
    }
  }
}
resource "aws_iam_policy" "q" {
  for_each = { older = data.aws_iam_policy_document.older.json, oldest = data.aws_iam_policy_document.oldest.json }
  name     = each.key
  policy   = each.value
}
