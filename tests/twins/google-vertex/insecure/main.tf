terraform {
  required_version = ">= 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 8.7"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "~> 8.7"
    }
  }
}

provider "google" {
  project = "my-project"
  region  = "us-central1"
}

provider "google-beta" {
  project = "my-project"
  region  = "us-central1"
}

# expect: google-vertex-ai-endpoint-no-request-logging
resource "google_vertex_ai_endpoint" "vertex_ai_endpoint_no_request_logging" {
  name         = "endpoint-name"
  display_name = "sample-endpoint"
  description  = "A sample vertex endpoint"
  location     = "us-central1"
  region       = "us-central1"
}

# expect: google-vertex-ai-endpoint-public
resource "google_vertex_ai_endpoint" "vertex_ai_endpoint_public" {
  name         = "endpoint-name"
  display_name = "sample-endpoint"
  location     = "us-central1"
  private_service_connect_config {
    enable_private_service_connect = false
  }
}

# expect: google-vertex-ai-endpoint-no-request-logging
resource "google_vertex_ai_endpoint" "vertex_ai_endpoint_no_request_logging_2" {
  name         = "endpoint-name"
  display_name = "sample-endpoint"
  location     = "us-central1"
  predict_request_response_logging_config {
    bigquery_destination {
      output_uri = "bq://p.d.request_response_logging"
    }
    enabled       = false
    sampling_rate = 0.1
  }
}

# expect: google-vertex-ai-endpoint-public
resource "google_vertex_ai_endpoint" "vertex_ai_endpoint_public_2" {
  name                       = "endpoint-name"
  display_name               = "sample-endpoint"
  location                   = "us-central1"
  dedicated_endpoint_enabled = true
}

# expect: google-vertex-ai-index-no-customer-key
resource "google_vertex_ai_index" "vertex_ai_index_no_customer_key" {
  region       = "us-central1"
  display_name = "test-index"
  metadata {
    contents_delta_uri = "gs://bucket/contents"
    config {
      dimensions                  = 2
      approximate_neighbors_count = 150
      algorithm_config {
        tree_ah_config {
          leaf_node_embedding_count = 500
        }
      }
    }
  }
  index_update_method = "BATCH_UPDATE"
}

# expect: google-vertex-ai-deployed-index-no-access-logging
resource "google_vertex_ai_index_endpoint_deployed_index" "vertex_ai_deployed_index_no_access_logging" {
  index_endpoint        = "projects/p/locations/l/indexEndpoints/1"
  index                 = "projects/p/locations/l/indexes/1"
  deployed_index_id     = "deployed_index_id"
  enable_access_logging = false
}

# expect: google-vertex-ai-deployed-index-no-authentication
resource "google_vertex_ai_index_endpoint_deployed_index" "vertex_ai_deployed_index_no_authentication" {
  index_endpoint        = "projects/p/locations/l/indexEndpoints/1"
  index                 = "projects/p/locations/l/indexes/1"
  deployed_index_id     = "deployed_index_id"
  enable_access_logging = true
}

# expect: google-vertex-ai-index-endpoint-public
resource "google_vertex_ai_index_endpoint" "vertex_ai_index_endpoint_public" {
  display_name            = "sample-endpoint"
  region                  = "us-central1"
  public_endpoint_enabled = true
}

# expect: google-vertex-ai-rag-corpus-no-customer-key
resource "google_vertex_ai_rag_corpus" "vertex_ai_rag_corpus_no_customer_key" {
  display_name = "rag-corpus"
  region       = "europe-west4"
  vector_db_config {
    rag_managed_db {
      knn {}
    }
  }
}

# expect: google-vertex-ai-feature-online-store-no-customer-key
resource "google_vertex_ai_feature_online_store" "vertex_ai_feature_online_store_no_customer_key" {
  name   = "example_feature_online_store"
  region = "us-central1"
  bigtable {
    auto_scaling {
      min_node_count = 1
      max_node_count = 3
    }
  }
}

# expect: google-vertex-ai-persistent-resource-no-customer-key
resource "google_vertex_ai_persistent_resource" "vertex_ai_persistent_resource_no_customer_key" {
  name     = "res"
  location = "us-central1"
  resource_pools {
    machine_spec {
      machine_type = "n1-standard-4"
    }
    replica_count = 1
  }
}

# expect: google-vertex-ai-rag-corpus-key-in-code
resource "google_vertex_ai_rag_corpus" "vertex_ai_rag_corpus_key_in_code" {
  display_name = "rag-corpus"
  region       = "europe-west4"
  vector_db_config {
    pinecone {
      index_name = "idx"
    }
    api_auth {
      api_key_config {
        api_key_string = "pcsk_4xXxXxXxXxXxXxXxXxXx"
      }
    }
  }
}

# expect: google-vertex-ai-featurestore-no-customer-key
resource "google_vertex_ai_featurestore" "vertex_ai_featurestore_no_customer_key" {
  provider = google-beta
  name     = "terraform"
  region   = "us-central1"
  online_serving_config {
    fixed_node_count = 2
  }
}

# expect: google-colab-runtime-internet-access
resource "google_colab_runtime_template" "colab_runtime_internet_access" {
  name         = "colab-runtime-template"
  display_name = "Runtime template basic"
  location     = "us-central1"
  machine_spec {
    machine_type = "e2-standard-4"
  }
  network_spec {
    enable_internet_access = true
  }
}

# expect: google-colab-user-credentials-disabled
resource "google_colab_runtime_template" "colab_user_credentials_disabled" {
  display_name = "Runtime template"
  location     = "us-central1"
  network_spec {
    enable_internet_access = false
  }
  euc_config {
    euc_disabled = true
  }
}

# expect: google-colab-secure-boot-off
resource "google_colab_runtime_template" "colab_secure_boot_off" {
  display_name = "Runtime template"
  location     = "us-central1"
  shielded_vm_config {
    enable_secure_boot = false
  }
}

# expect: google-colab-no-idle-shutdown
resource "google_colab_runtime_template" "colab_no_idle_shutdown" {
  display_name = "Runtime template"
  location     = "us-central1"
}

# expect: google-colab-secure-boot-off
resource "google_colab_runtime_template" "colab_secure_boot_off_2" {
  display_name = "Runtime template"
  location     = "us-central1"
}

# expect: google-workbench-secure-boot-off
resource "google_workbench_instance" "workbench_secure_boot_off" {
  name     = "workbench-instance"
  location = "us-central1-a"
  gce_setup {
    machine_type = "n1-standard-4"
    shielded_instance_config {
      enable_secure_boot          = false
      enable_vtpm                 = false
      enable_integrity_monitoring = false
    }
  }
}

# expect: google-workbench-proxy-access-open
resource "google_workbench_instance" "workbench_proxy_access_open" {
  name                 = "workbench-instance"
  location             = "us-central1-a"
  disable_proxy_access = false
}

# expect: google-workbench-secure-boot-off
resource "google_workbench_instance" "workbench_secure_boot_off_2" {
  name     = "workbench-instance"
  location = "us-central1-a"
  gce_setup {
    machine_type = "n1-standard-1"
    vm_image {
      project = "cloud-notebooks-managed"
      family  = "workbench-instances"
    }
  }
}

# expect: google-workbench-integrity-monitoring-off
resource "google_workbench_instance" "workbench_integrity_monitoring_off" {
  provider = google-beta
  name     = "workbench-instance"
  location = "us-central1-a"
  gce_setup {
    machine_type = "n2d-standard-2"
    shielded_instance_config {
      enable_secure_boot = true
      enable_vtpm        = false
    }
  }
}

# expect: google-workbench-integrity-monitoring-off
resource "google_workbench_instance" "workbench_integrity_monitoring_off_2" {
  name     = "workbench-instance"
  location = "us-central1-a"
  gce_setup {
    shielded_instance_config {
      enable_secure_boot          = true
      enable_vtpm                 = true
      enable_integrity_monitoring = false
    }
  }
}

# expect: google-vertex-ai-model-garden-token-in-code
resource "google_vertex_ai_endpoint_with_model_garden_deployment" "vertex_ai_model_garden_token_in_code" {
  hugging_face_model_id = "meta-llama/Llama-3.1-8B"
  location              = "us-central1"
  model_config {
    accept_eula               = true
    hugging_face_access_token = "hf_aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567"
  }
}

variable "vertex_ai_model_garden_token_in_code_2_hf_token" {
  type    = string
  default = "hf_aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567"
}

# expect: google-vertex-ai-model-garden-token-in-code
resource "google_vertex_ai_endpoint_with_model_garden_deployment" "vertex_ai_model_garden_token_in_code_2" {
  hugging_face_model_id = "meta-llama/Llama-3.1-8B"
  location              = "us-central1"
  model_config {
    accept_eula               = true
    hugging_face_access_token = var.vertex_ai_model_garden_token_in_code_2_hf_token
  }
}

# expect: google-vertex-ai-model-garden-token-in-code
resource "google_vertex_ai_endpoint_with_model_garden_deployment" "vertex_ai_model_garden_token_in_code_3" {
  hugging_face_model_id = "meta-llama/Llama-3.1-8B"
  location              = "us-central1"
  model_config {
    accept_eula = true
    container_spec {
      image_uri = "us-docker.pkg.dev/vertex-ai/x"
      env {
        name  = "HF_TOKEN"
        value = "hf_aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567"
      }
    }
  }
}
