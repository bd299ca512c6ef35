"""What the owner typed: headers, columns, cells, and how somebody is reached."""
