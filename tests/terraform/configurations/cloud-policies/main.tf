# Policies of AWS and Google as their providers write them: several blocks on one key or of one type are one, in the
# order of the provider's sets; documents read from text are put in order; bindings of a role and condition are one.

locals {
  accounts = { prod = "111111111111", dev = "222222222222", "data eu" = "333333333333" }
  org      = "o-abc"
}
variable "extra_principals" {
  type    = list(object({ type = optional(string, "AWS"), identifiers = list(string) }))
  default = [{ identifiers = ["arn:aws:iam::444444444444:root", "arn:aws:iam::444444444444:user/z"] }, { type = "Federated", identifiers = ["cognito-identity.amazonaws.com"] }, { identifiers = ["555555555555"] }]
}
data "aws_iam_policy_document" "bucket" {
  for_each  = local.accounts
  policy_id = "bucket-${each.key}"
  statement {
    sid     = "Deny${title(replace(each.key, " ", ""))}"
    effect  = "Deny"
    actions = ["s3:*", "s3:PutObject", "s3:GetObject"]
    resources = [
      "arn:aws:s3:::lake/${each.key}/*",
      "arn:aws:s3:::lake",
      "arn:aws:s3:::lake/home/&{aws:username}/*",
      "arn:aws:s3:::lake/%",
    ]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
    condition {
      test     = "StringNotEquals"
      variable = "aws:PrincipalOrgID"
      values   = [local.org]
    }
    condition {
      test     = "StringNotEquals"
      variable = "aws:PrincipalAccount"
      values   = values(local.accounts)
    }
  }
  statement {
    actions   = ["s3:ListBucket"]
    resources = ["*"]
    dynamic "principals" {
      for_each = var.extra_principals
      content {
        type        = principals.value.type
        identifiers = principals.value.identifiers
      }
    }
    dynamic "condition" {
      for_each = ["a", "b", "c"]
      content {
        test     = "StringLike"
        variable = "s3:prefix"
        values   = ["${condition.value}/*"]
      }
    }
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["x", "y"]
    }
    condition {
      test     = "ForAnyValue:StringEquals"
      variable = "aws:TagKeys"
      values   = []
    }
  }
}
data "aws_iam_policy_document" "raw" {
  source_policy_documents = [<<-JSON
    {
      "version": "2008-10-17",
      "Id": "raw<1>",
      "Statement": [
        {"Condition": {"StringEquals": {"b": ["one"], "a": "x"}, "Bool": {"aws:x": true}, "NumericLessThan": {"n": 5}},
         "Resource": ["b", "a"], "Action": ["z", "a"], "Effect": "Allow", "Sid": "", "Principal": {"Service": ["a", "c", "b"], "AWS": "x"}},
        {"Sid": "Two", "Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Principal": "*", "Other": 1},
        {"Sid": "Three", "Effect": "Allow", "Action": "a:b", "Resource": ["only"], "NotPrincipal": {"*": ["*"]}}
      ]
    }
  JSON
  , null, "{}"]
  override_policy_documents = [for d in data.aws_iam_policy_document.bucket : d.json]
  statement {
    sid         = "Two"
    actions     = []
    resources   = toset(["r2", "r1"])
    not_actions = ["x:&{aws:y}"]
  }
}
data "aws_iam_policy_document" "empty" {}
data "aws_iam_policy_document" "null_parts" {
  version = null
  statement {
    sid         = null
    effect      = null
    actions     = null
    not_actions = ["a"]
    resources   = ["é<>&\u2028"]
  }
}
resource "aws_s3_bucket_policy" "b" {
  for_each = data.aws_iam_policy_document.bucket
  bucket   = "b"
  policy   = each.value.json
}
resource "aws_iam_policy" "p" {
  for_each = { raw = data.aws_iam_policy_document.raw, empty = data.aws_iam_policy_document.empty, nulls = data.aws_iam_policy_document.null_parts }
  name     = each.key
  policy   = each.value.minified_json
}
resource "terraform_data" "d" {
  input = { n = length(jsondecode(data.aws_iam_policy_document.raw.json).Statement), v = data.aws_iam_policy_document.empty.version, s = data.aws_iam_policy_document.null_parts.statement }
}
