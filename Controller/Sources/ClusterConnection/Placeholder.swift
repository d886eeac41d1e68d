enum PlaceholderClusterConnection {}
