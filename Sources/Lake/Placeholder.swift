enum PlaceholderLake {}
