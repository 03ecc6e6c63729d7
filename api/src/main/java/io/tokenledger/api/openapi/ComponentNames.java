package io.tokenledger.api.openapi;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.tokenledger.api.paging.Page;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names of schemas, which become class names in generated clients: those of the records, or of their annotation, with
 * {@code …Page} and {@code …List} for lists of them, and {@code …Request} instead of {@code …Body}.
 */
final class ComponentNames extends TypeNameResolver {
    private static final String BODY = "Body";

    @Override
    protected String getNameOfClass(Class<?> type) {
        String name = super.getNameOfClass(type);
        return name.endsWith(BODY) ? name.substring(0, name.length() - BODY.length()) + "Request" : name;
    }

    @Override
    protected String nameForGenericType(JavaType type, Set<Options> options) {
        String list = type.getRawClass() == Page.class ? "Page" : "List";
        return type.getBindings().getTypeParameters().stream()
                .limit(1) // of ZenmlWorkspaceResources.Model<body, metadata>, the body
                .map(item -> nameForType(item, options).replaceFirst("(Resource|Body)$", ""))
                .collect(Collectors.joining("", "", isList(type) ? list : ""));
    }

    private static boolean isList(JavaType type) {
        return type.getRawClass() == Page.class
                || type.getRawClass().getSimpleName().equals("CursorList");
    }
}
