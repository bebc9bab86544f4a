"""ZVT, the protocol between tills and payment terminals in the German-speaking countries, over TCP."""
