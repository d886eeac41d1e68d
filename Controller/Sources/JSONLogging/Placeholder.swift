enum PlaceholderJSONLogging {}
