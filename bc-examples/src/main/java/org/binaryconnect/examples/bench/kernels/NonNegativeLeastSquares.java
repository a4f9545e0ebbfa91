package org.binaryconnect.examples.bench.kernels;

/** Coefficients that are not below 0 and give the least sum of squared relative errors. */
final class NonNegativeLeastSquares {

    private static final int ROUNDS = 200_000;

    private NonNegativeLeastSquares() {}

    /**
     * By coordinate descent.
     *
     * @param features [rows][coefficients], not below 0
     * @param targets [rows], above 0
     */
    static double[] fit(double[][] features, double[] targets) {
        int n = features[0].length;
        double[][] scaled = new double[features.length][n];
        double[] norm = new double[n];
        for (int r = 0; r < scaled.length; r++) {
            for (int i = 0; i < n; i++) {
                scaled[r][i] = features[r][i] / targets[r];
                norm[i] += scaled[r][i] * scaled[r][i];
            }
        }
        double[] x = new double[n];
        double[] residual = new double[scaled.length];
        java.util.Arrays.fill(residual, 1);
        for (int round = 0; round < ROUNDS; round++) {
            int i = round % n;
            if (norm[i] == 0) {
                continue;
            }
            double gradient = 0;
            for (int r = 0; r < scaled.length; r++) {
                gradient += scaled[r][i] * residual[r];
            }
            double step = Math.max(-x[i], gradient / norm[i]);
            x[i] += step;
            for (int r = 0; r < scaled.length; r++) {
                residual[r] -= step * scaled[r][i];
            }
        }
        return x;
    }
}
