# Sets of which an element is not known yet: how many they hold and in which order is not known either, though what is
# known of them stays known. Written after modules that turn sets of new ids into lists.

resource "terraform_data" "a" {}

locals {
  ids     = toset([terraform_data.a.id, "b"])
  objects = toset([{ id = terraform_data.a.id }, { id = "b" }])
}

resource "terraform_data" "list" { input = tolist(local.ids) }

resource "terraform_data" "first" { input = tolist(local.ids)[0] }

resource "terraform_data" "length" { input = length(tolist(local.ids)) }

resource "terraform_data" "joined" { input = join(",", local.ids) }

resource "terraform_data" "sorted" { input = sort(local.ids) }

resource "terraform_data" "flat" { input = flatten([local.ids]) }

resource "terraform_data" "concatenated" { input = concat(tolist(local.ids), ["c"]) }

resource "terraform_data" "coalesced" { input = coalescelist(tolist(local.ids), ["q"]) }

resource "terraform_data" "splat" { input = local.objects[*].id }

resource "terraform_data" "listed" { input = [for id in local.ids : id] }

resource "terraform_data" "contains" { input = contains(local.ids, "b") }

resource "terraform_data" "union" { input = setunion(local.ids, ["z"]) }

resource "aws_db_subnet_group" "database" {
  name       = "database"
  subnet_ids = tolist(toset([aws_subnet.one.id, aws_subnet.two.id]))
}

resource "aws_subnet" "one" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.0.0/24"
}

resource "aws_subnet" "two" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.1.0/24"
}
