resource "aws_iam_policy" "x" {
  name   = "x"
  policy = data.aws_iam_policy_document.d.json
}
