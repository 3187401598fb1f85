package protectv.audit.explain;

/**
 * How near something came.
 *
 * @param score how much of what was asked was there; more is nearer
 * @param beyond milliseconds by which a time missed; less is nearer
 */
record Near(double score, long beyond, String why) implements Comparable<Near> {

    @Override
    public int compareTo(Near other) {
        int byScore = Double.compare(score, other.score);
        return byScore != 0 ? byScore : Long.compare(other.beyond, beyond);
    }
}
