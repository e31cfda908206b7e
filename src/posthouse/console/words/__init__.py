"""Every sentence of the console, in English and Chinese, equal in content."""
