"""vCard 2.1, 3.0 and 4.0 as phones and programs really write them, a broken card among good ones too."""
