mock_provider "google" {}

variables {
  project_id = "acme-ai-prod"
  region     = "europe-west4"
  name       = "ai-prod"

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "nothing_has_a_way_to_the_internet" {
  command = plan

  assert {
    condition     = google_compute_network.this.delete_default_routes_on_create && !google_compute_network.this.auto_create_subnetworks
    error_message = "The network has neither default routes nor automatic subnets."
  }

  assert {
    condition     = length(google_network_services_gateway.egress) == 0 && length(google_compute_firewall.egress_proxy) == 0
    error_message = "Without listed hosts there is no proxy."
  }
}

run "both_directions_are_denied_and_logged" {
  command = plan

  assert {
    condition     = google_compute_firewall.deny_ingress.source_ranges == toset(["0.0.0.0/0"]) && one(google_compute_firewall.deny_ingress.deny).protocol == "all"
    error_message = "Ingress that no rule allows is denied."
  }

  assert {
    condition     = google_compute_firewall.deny_egress.destination_ranges == toset(["0.0.0.0/0"]) && one(google_compute_firewall.deny_egress.deny).protocol == "all"
    error_message = "Egress that no rule allows is denied."
  }

  assert {
    condition     = google_compute_firewall.deny_ingress.log_config[0].metadata == "INCLUDE_ALL_METADATA" && google_compute_firewall.deny_egress.log_config[0].metadata == "INCLUDE_ALL_METADATA"
    error_message = "Refusals are logged."
  }

  assert {
    condition = alltrue([for rule in [google_compute_firewall.training_ingress, google_compute_firewall.data_ingress] :
    length(setintersection(rule.source_ranges, ["0.0.0.0/0"])) == 0])
    error_message = "No allowed ingress comes from everywhere."
  }
}

run "every_tier_logs_its_flows_and_reaches_google_privately" {
  command = plan

  assert {
    condition = alltrue([for subnet in [google_compute_subnetwork.data, google_compute_subnetwork.training, google_compute_subnetwork.serving] :
    subnet.private_ip_google_access && length(subnet.log_config) == 1])
    error_message = "Every tier has flow logs and private Google access."
  }

  assert {
    condition     = google_compute_global_forwarding_rule.google_apis.target == "vpc-sc"
    error_message = "The endpoint offers only APIs that a perimeter can guard."
  }

  assert {
    condition     = google_dns_record_set.google_wildcard["googleapis"].rrdatas[0] == "restricted.googleapis.com." && google_dns_record_set.restricted.rrdatas[0] == "10.255.255.254"
    error_message = "Google API names resolve to the private endpoint."
  }

  assert {
    condition     = google_dns_policy.this.enable_logging
    error_message = "DNS queries are logged."
  }

  assert {
    condition     = !google_dns_policy.this.enable_inbound_forwarding
    error_message = "Nobody outside the network asks its resolver."
  }
}

run "egress_goes_through_the_proxy_to_listed_hosts" {
  command = plan

  variables {
    egress_hosts = ["packages.example.com"]
  }

  assert {
    condition     = google_network_security_url_lists.egress[0].values == tolist(["packages.example.com"])
    error_message = "The allow-list holds the listed hosts only."
  }

  assert {
    condition     = google_compute_firewall.egress_proxy[0].destination_ranges == toset(["10.0.32.10/32"])
    error_message = "The firewall opens the proxy's address only."
  }

  assert {
    condition     = google_network_security_gateway_security_policy_rule.egress[0].enabled && google_network_security_gateway_security_policy_rule.egress[0].basic_profile == "ALLOW"
    error_message = "The allow-list is in force."
  }
}

run "wildcard_hosts_are_refused" {
  command = plan

  variables {
    egress_hosts = ["*"]
  }

  expect_failures = [var.egress_hosts]
}

run "public_ranges_are_refused" {
  command = plan

  variables {
    subnet_cidrs = {
      data     = "0.0.0.0/0"
      training = "10.0.16.0/20"
      serving  = "10.0.32.0/20"
      pods     = "10.4.0.0/14"
      services = "10.8.0.0/20"
      proxy    = "10.0.48.0/23"
    }
  }

  expect_failures = [var.subnet_cidrs]
}
