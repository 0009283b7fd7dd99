mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "111122223333"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }
  mock_data "aws_region" {
    defaults = {
      region = "eu-west-1"
    }
  }
  mock_data "aws_iam_policy_document" {
    defaults = {
      json          = "{}"
      minified_json = "{}"
    }
  }
}

variables {
  name               = "ai-test"
  availability_zones = ["eu-west-1a", "eu-west-1b"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "without_listed_domains_there_is_no_way_out" {
  command = plan

  assert {
    condition     = length(aws_internet_gateway.this) == 0 && length(aws_nat_gateway.this) == 0 && length(aws_route.tier_to_firewall) == 0
    error_message = "No gateway and no default route exist."
  }

  assert {
    condition     = length(aws_vpc_security_group_egress_rule.internet) == 0
    error_message = "No security group lets traffic out of the VPC."
  }
}

run "listed_domains_are_reached_through_the_firewall_only" {
  command = plan

  variables {
    egress_domains = ["packages.example.com", ".models.example.com"]
  }

  assert {
    condition     = one(one(one(aws_networkfirewall_rule_group.domains[0].rule_group).rules_source).rules_source_list).generated_rules_type == "ALLOWLIST"
    error_message = "The firewall works by allow-list."
  }

  assert {
    condition     = one(aws_networkfirewall_firewall_policy.this[0].firewall_policy).stateful_default_actions == toset(["aws:drop_established", "aws:alert_established"])
    error_message = "What is not listed is dropped and reported."
  }

  assert {
    condition     = alltrue([for key in keys(aws_route.tier_to_firewall) : !startswith(key, "data-")])
    error_message = "The data tier has no default route."
  }

  assert {
    condition     = contains(aws_route53_resolver_firewall_domain_list.allowed.domains, "*.models.example.com.")
    error_message = "Listed domains resolve."
  }
}

run "subnets_are_private_and_flows_and_queries_are_logged" {
  command = plan

  assert {
    condition     = length(aws_subnet.this) == 6 && alltrue([for subnet in aws_subnet.this : !subnet.map_public_ip_on_launch])
    error_message = "Three tiers in two zones, none with public addresses."
  }

  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL" && aws_cloudwatch_log_group.dns.kms_key_id == var.kms_key_arn
    error_message = "All flows are logged, and DNS queries into an encrypted group."
  }
}

run "every_endpoint_has_private_names_and_a_policy_for_this_account" {
  command = plan

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 16 && alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.private_dns_enabled])
    error_message = "Endpoints take over the public names."
  }

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.endpoint : one(one(document.statement).condition).variable == "aws:PrincipalAccount" && !contains(one(document.statement).actions, "*")])
    error_message = "Every endpoint policy names actions and is bound to this account."
  }
}

run "a_wildcard_domain_is_refused" {
  command = plan

  variables {
    egress_domains = ["*.example.com"]
  }

  expect_failures = [var.egress_domains]
}

run "a_public_range_is_refused" {
  command = plan

  variables {
    cidr_block = "52.0.0.0/16"
  }

  expect_failures = [var.cidr_block]
}

run "builds_push_images_through_the_endpoint" {
  command = plan

  assert {
    condition     = alltrue([for service in ["ecr.api", "ecr.dkr"] : length(setsubtract(["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"], one(data.aws_iam_policy_document.endpoint[service].statement).actions)) == 0])
    error_message = "The pipeline of the model registry pushes from inside the network."
  }
}
