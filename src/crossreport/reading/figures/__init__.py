"""Numbers of persons killed, hurt or otherwise harmed: one file a construction."""
