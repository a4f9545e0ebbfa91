package org.binaryconnect.hwexport.read;

import java.util.List;
import org.binaryconnect.hwexport.ExportException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/** One thing of a model that computes a value from values before it. */
sealed interface Part {

    /** DL4J's name of the layer or vertex. */
    String name();

    /** The values that it takes: 0 is the model's input, part i computes value i + 1. */
    List<Integer> inputs();

    /** What it is, for messages. */
    String label();

    /** A layer with its parameters, perhaps in wrappers. */
    record OfLayer(String name, Layer layer, List<Integer> inputs) implements Part {

        org.deeplearning4j.nn.conf.layers.Layer conf() {
            return layer.conf().getLayer();
        }

        @Override
        public String label() {
            var conf = conf();
            String size =
                    conf instanceof FeedForwardLayer sized && sized.getNOut() > 0
                            ? " %dx%d".formatted(sized.getNIn(), sized.getNOut())
                            : "";
            return "Layer \"%s\" (%s%s)".formatted(name, conf.getClass().getSimpleName(), size);
        }

        /** The same without a wrapper around it. */
        OfLayer unwrapped(Layer inside) {
            return new OfLayer(name, inside, inputs);
        }
    }

    /** A vertex of a graph that is no layer. */
    record OfVertex(String name, GraphVertex vertex, List<Integer> inputs) implements Part {
        @Override
        public String label() {
            return "Vertex \"%s\" (%s)".formatted(name, vertex.getClass().getSimpleName());
        }
    }

    /** What is between two layers; it has the name of the second one. */
    record OfPreprocessor(String name, InputPreProcessor preprocessor, List<Integer> inputs)
            implements Part {
        @Override
        public String label() {
            return "Layer \"%s\" (%s)".formatted(name, preprocessor.getClass().getSimpleName());
        }
    }

    /**
     * That the part cannot be exported.
     *
     * @param why continues a sentence that begins with the part
     * @param remedy what to do
     */
    default ExportException refusal(String why, String remedy) {
        return new ExportException("%s %s; %s".formatted(label(), why, remedy));
    }
}
