output "rag_corpus" {
  description = "Corpus that prompts retrieve from."
  value       = google_vertex_ai_rag_corpus.this.id
}

output "search_engine_id" {
  description = "Search engine over the documents."
  value       = google_discovery_engine_search_engine.this.id
}

output "conversation_security_settings" {
  description = "Security settings that every Dialogflow CX agent names."
  value       = google_dialogflow_cx_security_settings.this.id
}
