"""What QML sees: view models, one a page; no SQL, no HTTP, no rules."""
