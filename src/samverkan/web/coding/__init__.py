"""Pages on coding: the board, the codebook, the scores."""
