"""The rules of figures by which what comes after reading goes, apart from what reads them: that loads the parser."""

# Such dead add to the dead told of before, and are hurt or missing no more.
DIED_OF_HURT = "died-of-hurt"
FOUND_DEAD = "found-dead"
FOUND_MORE = "found-more"
ADD_SINCE = (DIED_OF_HURT, FOUND_DEAD, FOUND_MORE)
