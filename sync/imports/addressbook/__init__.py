"""Address books saved as tables: Google Contacts of both generations, Outlook."""
