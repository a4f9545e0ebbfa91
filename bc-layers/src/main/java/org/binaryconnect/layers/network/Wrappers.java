package org.binaryconnect.layers.network;

import static org.deeplearning4j.nn.params.BidirectionalParamInitializer.BACKWARD_PREFIX;
import static org.deeplearning4j.nn.params.BidirectionalParamInitializer.FORWARD_PREFIX;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** DL4J's layers that hold other layers. */
final class Wrappers {

    private Wrappers() {}

    /** The layers inside a layer, or itself, by the prefix that their parameters have in it. */
    static Map<String, Layer> inside(Layer layer) {
        Map<String, Layer> inside = new LinkedHashMap<>();
        if (layer instanceof Bidirectional both) {
            inside(both.getFwd()).forEach((name, l) -> inside.put(FORWARD_PREFIX + name, l));
            inside(both.getBwd()).forEach((name, l) -> inside.put(BACKWARD_PREFIX + name, l));
        } else if (layer instanceof BaseWrapperLayer wrapper) {
            inside.putAll(inside(wrapper.getUnderlying()));
        } else if (layer instanceof FrozenLayer frozen) {
            inside.putAll(inside(frozen.getLayer()));
        } else {
            inside.put("", layer);
        }
        return inside;
    }

    /**
     * The layer, with what is inside it changed.
     *
     * @param prefix of the layer's parameters
     */
    static Layer rebuild(String prefix, Layer layer, Networks.Change change) {
        if (layer instanceof Bidirectional both) {
            both.setFwd(rebuild(prefix + FORWARD_PREFIX, both.getFwd(), change));
            both.setBwd(rebuild(prefix + BACKWARD_PREFIX, both.getBwd(), change));
            both.setInitializer(null); // It knows the layers that were there before.
            return both;
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            wrapper.setUnderlying(rebuild(prefix, wrapper.getUnderlying(), change));
            return wrapper;
        }
        if (layer instanceof FrozenLayer frozen) {
            FrozenLayer rebuilt = new FrozenLayer(rebuild(prefix, frozen.getLayer(), change));
            rebuilt.setLayerName(frozen.getLayerName());
            return rebuilt;
        }
        return change.of(prefix, layer);
    }
}
