package org.binaryconnect.layers.conf;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Copies and compares the state of objects of related classes. Most of DL4J's layer classes have
 * private constructors: a class that extends one can take a built layer's state in no other way.
 */
public final class CommonFields {

    private CommonFields() {}

    /** Copies, by reference, the instance fields of all classes that both objects extend. */
    public static void copy(Object from, Object to) {
        for (Field field : fields(from.getClass())) {
            if (field.getDeclaringClass().isInstance(to)) {
                try {
                    field.set(to, field.get(from));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("Cannot copy " + field, e);
                }
            }
        }
    }

    /** Whether two objects of one class have equal properties, as Lombok compares them. */
    static boolean equal(Object one, Object other) {
        return one.getClass() == other.getClass() && Arrays.deepEquals(values(one), values(other));
    }

    static int hash(Object object) {
        return Arrays.deepHashCode(values(object));
    }

    private static Object[] values(Object object) {
        return fields(object.getClass()).stream().map(field -> value(field, object)).toArray();
    }

    /**
     * A property as its getter gives it, which may complete what is stored, for instance with the
     * default initialization.
     */
    private static Object value(Field field, Object object) {
        String name = field.getName();
        String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        try {
            for (Method method : object.getClass().getMethods()) {
                if (method.getName().equals(getter) && method.getParameterCount() == 0) {
                    return method.invoke(object);
                }
            }
            return field.get(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + field, e);
        }
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return fields;
    }
}
