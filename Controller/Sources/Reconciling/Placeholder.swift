enum PlaceholderReconciling {}
