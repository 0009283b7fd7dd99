# What stays known around a value that only apply tells: keys of maps and lengths of tuples, JSON text and templates
# (wholly unknown), conditions decided by one side, coalesce() and try() before and after an unknown, comparisons
# that types or prefixes decide.

resource "random_pet" "name" { length = 2 }
resource "aws_kms_key" "key" { description = "for ${terraform.workspace}" }
resource "aws_s3_bucket" "data" {
  for_each = toset(["raw", "clean"])
  bucket   = "${random_pet.name.id}-${each.key}"
}
resource "aws_sqs_queue" "by_arn" {
  for_each       = { for key, bucket in aws_s3_bucket.data : key => bucket.arn }
  name           = "events-${each.key}"
  policy         = jsonencode({ Statement = [{ Resource = each.value }] })
  redrive_policy = try(jsonencode({ dead = each.value.absent }), "none")
}
resource "aws_ssm_parameter" "facts" {
  for_each = {
    count   = length([aws_kms_key.key.arn, random_pet.name.id])
    keys    = join(",", keys({ (terraform.workspace) = aws_kms_key.key.arn, b = 1 }))
    or      = true || aws_kms_key.key.multi_region
    and     = false && can(aws_kms_key.key.arn)
    first   = coalesce("set", aws_kms_key.key.arn)
    picked  = [aws_kms_key.key.arn, "second"][1]
    looked  = lookup({ a = "known", b = aws_kms_key.key.arn }, "a", "")
    merged  = merge({ a = aws_kms_key.key.arn }, { a = "late" }).a
    differs = "${"prefix-"}x${random_pet.name.id}" == "other"
    sized   = length(concat(aws_s3_bucket.data["raw"].bucket[*], ["one"]))
    can     = can(aws_kms_key.key.description)
    text    = aws_kms_key.key.description
    some    = anytrue([true, aws_kms_key.key.multi_region])
    strip   = one([for bucket in ["only"] : bucket])
    try     = try(tonumber("x"), "fallback")
    splat   = length(values(aws_s3_bucket.data)[*].arn)
    null    = aws_kms_key.key.policy == null ? "given" : "given"
  }
  name  = "/facts/${each.key}"
  type  = "String"
  value = each.value
}
resource "aws_iam_policy" "mixed" {
  name   = "mixed"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = [for b in aws_s3_bucket.data : "${b.arn}/*"] }] })
}
