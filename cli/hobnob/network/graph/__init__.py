"""Who knows whom: the network between the people of a journal, from its notes alone."""
