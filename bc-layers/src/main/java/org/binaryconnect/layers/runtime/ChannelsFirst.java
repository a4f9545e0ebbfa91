package org.binaryconnect.layers.runtime;

import org.binaryconnect.updaters.arrays.FloatMemory;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batches, [batch, channels] or [batch, channels, height, width], with all examples of a channel in
 * one piece of memory: as a product of matrices leaves them, and as normalization wants them.
 */
final class ChannelsFirst {

    private ChannelsFirst() {}

    /** Whether images are in one piece of memory, each channel of each in one, in either order. */
    static boolean isOfPlanes(INDArray images) {
        long plane = images.size(2) * images.size(3);
        boolean examplesFirst =
                images.stride(0) == plane * images.size(1) && images.stride(1) == plane;
        return images.stride(3) == 1
                && images.stride(2) == images.size(3)
                && (examplesFirst || isChannelsFirst(images, plane));
    }

    private static boolean isChannelsFirst(INDArray images, long plane) {
        return images.stride(1) == plane * images.size(0) && images.stride(0) == plane;
    }

    /**
     * Copies a batch.
     *
     * @param batch float, a matrix in one piece of memory, or images
     * @param to receives [channels][batch][height][width]
     */
    static void read(INDArray batch, float[] to) {
        if (batch.rank() == 2) {
            FloatMemory.readColumns(batch, to);
            return;
        }
        INDArray images = isOfPlanes(batch) ? batch : batch.dup('c');
        int plane = (int) (images.size(2) * images.size(3));
        if (isChannelsFirst(images, plane)) {
            FloatMemory.read(images, 0, to);
            return;
        }
        float[] byExample = FloatMemory.read(images);
        int examples = (int) images.size(0);
        int channels = (int) images.size(1);
        for (int i = 0; i < examples * channels; i++) {
            int target = (i % channels * examples + i / channels) * plane;
            System.arraycopy(byExample, i * plane, to, target, plane);
        }
    }

    /** An array that has not been written to, for a batch with channels first in memory. */
    static INDArray create(ArrayType type, long[] shape, LayerWorkspaceMgr workspaceMgr) {
        if (shape.length == 2) {
            return workspaceMgr.createUninitialized(type, DataType.FLOAT, shape, 'f');
        }
        long[] permuted = {shape[1], shape[0], shape[2], shape[3]};
        return workspaceMgr
                .createUninitialized(type, DataType.FLOAT, permuted, 'c')
                .permute(1, 0, 2, 3);
    }
}
