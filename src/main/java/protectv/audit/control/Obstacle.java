package protectv.audit.control;

/**
 * Why some windows cannot be judged.
 *
 * @param from number of the first such window
 * @param to number of the first behind them
 */
record Obstacle(int from, int to, String reason) {}
