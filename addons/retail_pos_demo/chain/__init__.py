"""The demo chain, piece by piece: each module makes one part of it and leaves alone what is there."""
