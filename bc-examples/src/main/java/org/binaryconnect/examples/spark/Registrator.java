package org.binaryconnect.examples.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.nd4j.kryo.Nd4jRegistrator;

/**
 * What Kryo needs to know to send networks of this project: ND4J's arrays, and records, such as
 * learning rate schedules. Records it leaves to Java's serialization, because it cannot write their
 * fields.
 */
public final class Registrator extends Nd4jRegistrator {

    @Override
    public void registerClasses(Kryo kryo) {
        super.registerClasses(kryo);
        kryo.addDefaultSerializer(Record.class, JavaSerializer.class);
    }
}
