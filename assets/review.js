// What a script adds to a review.
