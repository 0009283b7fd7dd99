# Retrieval for prompts. The corpus keeps chunks and vectors of documents, so it is guarded like the documents.
resource "google_vertex_ai_rag_corpus" "this" {
  project         = var.project_id
  region          = var.region
  display_name    = var.name
  description     = "Documents that ground the answers of ${var.name}."
  deletion_policy = var.deletion_protected ? "PREVENT" : "DELETE"

  vector_db_config {
    rag_managed_db {
      knn {}
    }
  }

  encryption_spec {
    kms_key_name = var.kms_key_id
  }
}
