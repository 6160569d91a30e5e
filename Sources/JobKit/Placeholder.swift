enum PlaceholderJobKit {}
