enum PlaceholderAuthority {}
