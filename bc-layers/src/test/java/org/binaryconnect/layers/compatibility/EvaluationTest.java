package org.binaryconnect.layers.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.binaryconnect.layers.conf.BinaryDenseLayer;
import org.binaryconnect.layers.conf.BinaryLSTM;
import org.binaryconnect.layers.conf.BinaryOutputLayer;
import org.binaryconnect.layers.conf.BinaryRnnOutputLayer;
import org.binaryconnect.layers.conf.HingeLossLayer;
import org.binaryconnect.layers.conf.Networks;
import org.binaryconnect.layers.training.HingeLabels;
import org.binaryconnect.layers.weights.BinaryWeights;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationCalibration;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J's evaluations against those of plain networks that hold the signs. */
class EvaluationTest {

    private static final int CLASSES = 3;
    private static final int LONGEST = 6;

    private static DataSetIterator minibatches(DataSet data) {
        return new ListDataSetIterator<>(data.asList(), 16);
    }

    private static DataSetIterator hinge(DataSet data) {
        DataSetIterator iterator = minibatches(data);
        iterator.setPreProcessor(new HingeLabels());
        return iterator;
    }

    private static MultiLayerNetwork network(Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(2)
                        .dataType(DataType.DOUBLE)
                        .activation(Activation.TANH)
                        .updater(new Adam(0.01))
                        .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    @Test
    void classificationsAreThoseOfAPlainNetworkThatHoldsTheSigns() {
        MultiLayerNetwork binary =
                Networks.binary(BinaryWeights.DEFAULT, Activation.RELU, new Adam(0.01));
        DataSet data = Networks.examples(100, 1);
        binary.fit(minibatches(data), 3);
        MultiLayerNetwork plain = Networks.plain(Activation.RELU, new NoOp());
        Signs.copy(binary, plain);
        ComputationGraph graph = binary.toComputationGraph();

        Evaluation expected = plain.evaluate(minibatches(data));
        assertTrue(expected.accuracy() > 0.3);
        assertEquals(expected.stats(), binary.evaluate(minibatches(data)).stats());
        assertEquals(expected.stats(), graph.<Evaluation>evaluate(minibatches(data)).stats());
        assertEquals(
                plain.evaluate(minibatches(data), List.of("a", "b", "c", "d"), 2).topNAccuracy(),
                binary.evaluate(minibatches(data), List.of("a", "b", "c", "d"), 2).topNAccuracy());
        assertEquals(
                plain.<ROCMultiClass>evaluateROCMultiClass(minibatches(data), 0).stats(),
                binary.<ROCMultiClass>evaluateROCMultiClass(minibatches(data), 0).stats());
        assertEquals(
                plain.<RegressionEvaluation>evaluateRegression(minibatches(data)).stats(),
                binary.<RegressionEvaluation>evaluateRegression(minibatches(data)).stats());
        assertEquals(
                plain.doEvaluation(minibatches(data), new EvaluationCalibration())[0].stats(),
                binary.doEvaluation(minibatches(data), new EvaluationCalibration())[0].stats());
    }

    @Test
    void theCurveOfTwoClassesIsThatOfAPlainNetworkThatHoldsTheSigns() {
        DataSet data = Networks.examples(100, 1);
        data.setLabels(data.getLabels().getColumns(0).reshape(100, 1));
        MultiLayerNetwork binary =
                network(
                        new BinaryDenseLayer.Builder().nIn(Networks.INPUTS).nOut(8).build(),
                        new BinaryOutputLayer.Builder(LossFunction.XENT)
                                .nIn(8)
                                .nOut(1)
                                .activation(Activation.SIGMOID)
                                .build());
        MultiLayerNetwork plain =
                network(
                        new DenseLayer.Builder().nIn(Networks.INPUTS).nOut(8).build(),
                        new OutputLayer.Builder(LossFunction.XENT)
                                .nIn(8)
                                .nOut(1)
                                .activation(Activation.SIGMOID)
                                .build());
        binary.fit(minibatches(data), 10);
        Signs.copy(binary, plain);

        ROC expected = plain.evaluateROC(minibatches(data), 0);
        assertTrue(expected.calculateAUC() > 0.55, expected.stats());
        assertEquals(
                expected.calculateAUC(),
                binary.<ROC>evaluateROC(minibatches(data), 0).calculateAUC());
        assertEquals(
                expected.calculateAUC(),
                binary.toComputationGraph().<ROC>evaluateROC(minibatches(data), 0).calculateAUC());
    }

    /** The paper's head; a plain loss layer needs DL4J's check of the activation switched off. */
    @Test
    void squaredHingeScoresAreEvaluatedByTheLargest() {
        DataSet data = Networks.examples(100, 1);
        MultiLayerNetwork binary =
                network(
                        new BinaryDenseLayer.Builder()
                                .nIn(Networks.INPUTS)
                                .nOut(Networks.CLASSES)
                                .activation(Activation.IDENTITY)
                                .build(),
                        new BatchNormalization.Builder().nOut(Networks.CLASSES).build(),
                        new HingeLossLayer.Builder().build());
        MultiLayerNetwork plain =
                network(
                        new DenseLayer.Builder()
                                .nIn(Networks.INPUTS)
                                .nOut(Networks.CLASSES)
                                .activation(Activation.IDENTITY)
                                .build(),
                        new BatchNormalization.Builder().nOut(Networks.CLASSES).build(),
                        new LossLayer.Builder(LossFunction.SQUARED_HINGE)
                                .activation(Activation.IDENTITY)
                                .build());
        binary.fit(hinge(data), 20);
        Signs.copy(binary, plain);
        plain.getLayerWiseConfigurations().setValidateOutputLayerConfig(false);

        Evaluation expected = plain.doEvaluation(hinge(data), new Evaluation())[0];
        assertTrue(expected.accuracy() > 0.6, expected.stats());
        for (DataSetIterator labels : List.of(hinge(data), minibatches(data))) {
            assertEquals(
                    expected.getConfusionMatrix(),
                    binary.doEvaluation(labels, new Evaluation())[0].getConfusionMatrix());
            labels.reset();
            assertEquals(
                    expected.getConfusionMatrix(), binary.evaluate(labels).getConfusionMatrix());
        }
    }

    /** Sequences of lengths 1 to 6; the class is the largest of the inputs so far. */
    private static DataSet sequences() {
        Nd4j.getRandom().setSeed(3);
        int count = 48;
        INDArray features = Nd4j.rand(DataType.DOUBLE, count, CLASSES, LONGEST);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, count, CLASSES, LONGEST);
        INDArray mask = Nd4j.zeros(DataType.DOUBLE, count, LONGEST);
        for (int i = 0; i < count; i++) {
            for (int t = 0; t <= i % LONGEST; t++) {
                int largest = 0;
                for (int c = 1; c < CLASSES; c++) {
                    boolean larger =
                            features.getDouble(i, c, t) > features.getDouble(i, largest, t);
                    largest = larger ? c : largest;
                }
                labels.putScalar(i, largest, t, 1);
                mask.putScalar(i, t, 1);
            }
        }
        return new DataSet(features, labels, mask, mask.dup());
    }

    private static MultiLayerNetwork binarySequence(LossFunction loss, Activation activation) {
        return network(
                new BinaryLSTM.Builder().nIn(CLASSES).nOut(8).build(),
                new BinaryRnnOutputLayer.Builder(loss)
                        .nIn(8)
                        .nOut(CLASSES)
                        .activation(activation)
                        .build());
    }

    private static MultiLayerNetwork plainSequence(LossFunction loss, Activation activation) {
        return network(
                new LSTM.Builder().nIn(CLASSES).nOut(8).build(),
                new RnnOutputLayer.Builder(loss)
                        .nIn(8)
                        .nOut(CLASSES)
                        .activation(activation)
                        .build());
    }

    @Test
    void maskedStepsAreNotEvaluated() {
        MultiLayerNetwork binary = binarySequence(LossFunction.MCXENT, Activation.SOFTMAX);
        MultiLayerNetwork plain = plainSequence(LossFunction.MCXENT, Activation.SOFTMAX);
        DataSet data = sequences();
        binary.fit(minibatches(data), 20);
        Signs.copy(binary, plain);

        Evaluation expected = plain.evaluate(minibatches(data));
        assertEquals(data.getLabelsMaskArray().sumNumber().intValue(), expected.getNumRowCounter());
        assertTrue(expected.accuracy() > 0.5, expected.stats());
        assertEquals(expected.stats(), binary.evaluate(minibatches(data)).stats());
        assertEquals(
                expected.stats(),
                binary.toComputationGraph().<Evaluation>evaluate(minibatches(data)).stats());
    }

    @Test
    void maskedSequencesLearnAndAreEvaluatedWithTheSquaredHinge() {
        MultiLayerNetwork binary = binarySequence(LossFunction.SQUARED_HINGE, Activation.IDENTITY);
        MultiLayerNetwork plain = plainSequence(LossFunction.SQUARED_HINGE, Activation.IDENTITY);
        plain.getLayerWiseConfigurations().setValidateOutputLayerConfig(false);
        DataSet data = sequences();
        double before = binary.evaluate(hinge(data)).accuracy();
        binary.fit(hinge(data), 40);
        Signs.copy(binary, plain);

        Evaluation expected = plain.doEvaluation(hinge(data), new Evaluation())[0];
        assertNotEquals(before, expected.accuracy());
        assertTrue(expected.accuracy() > 0.6, expected.stats());
        assertEquals(data.getLabelsMaskArray().sumNumber().intValue(), expected.getNumRowCounter());
        assertEquals(
                expected.getConfusionMatrix(), binary.evaluate(hinge(data)).getConfusionMatrix());
        assertEquals(
                expected.getConfusionMatrix(),
                binary.toComputationGraph().<Evaluation>evaluate(hinge(data)).getConfusionMatrix());
    }

    /** Other tools pad -1 and +1 with zeros: under a mask they are no mistake. */
    @Test
    void zerosUnderTheMaskAreNoHingeLabels() {
        MultiLayerNetwork binary = binarySequence(LossFunction.SQUARED_HINGE, Activation.IDENTITY);
        DataSet data = sequences();
        new HingeLabels().preProcess(data);
        INDArray mask = data.getLabelsMaskArray();
        data.getLabels()
                .muli(
                        mask.reshape(mask.size(0), 1, mask.size(1))
                                .broadcast(data.getLabels().shape()));
        double before = binary.score(data);
        for (int i = 0; i < 20; i++) {
            binary.fit(data);
        }

        assertTrue(binary.score(data) < before);
    }
}
