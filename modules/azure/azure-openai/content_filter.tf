locals {
  harm_filters = { for pair in setproduct(["Hate", "Selfharm", "Sexual", "Violence"], ["Prompt", "Completion"]) :
    "${pair[0]}-${pair[1]}" => { name = pair[0], source = pair[1] }
  }

  # These either match or do not, so they have no severity.
  attack_filters = {
    jailbreak               = { name = "Jailbreak", source = "Prompt" }
    indirect-attack         = { name = "Indirect Attack", source = "Prompt" }
    protected-material-text = { name = "Protected Material Text", source = "Completion" }
    protected-material-code = { name = "Protected Material Code", source = "Completion" }
  }
}

resource "azurerm_cognitive_account_rai_policy" "this" {
  name                 = "block-all"
  cognitive_account_id = azurerm_cognitive_account.this.id
  base_policy_name     = "Microsoft.DefaultV2"
  # An answer is held back until it has been judged; the asynchronous mode would show it first.
  mode = "Blocking"
  tags = var.tags

  dynamic "content_filter" {
    for_each = local.harm_filters

    content {
      name               = content_filter.value.name
      source             = content_filter.value.source
      filter_enabled     = true
      block_enabled      = true
      severity_threshold = var.filter_severity
    }
  }

  dynamic "content_filter" {
    for_each = local.attack_filters

    content {
      name           = content_filter.value.name
      source         = content_filter.value.source
      filter_enabled = true
      block_enabled  = true
    }
  }
}
