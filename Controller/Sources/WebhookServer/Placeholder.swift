enum PlaceholderWebhookServer {}
