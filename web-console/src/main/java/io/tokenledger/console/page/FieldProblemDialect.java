package io.tokenledger.console.page;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.model.AttributeValueQuotes;
import org.thymeleaf.model.IModel;
import org.thymeleaf.model.IModelFactory;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.IProcessor;
import org.thymeleaf.processor.element.AbstractElementTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.templatemode.TemplateMode;
import org.unbescape.html.HtmlEscape;

/**
 * Shows the problem of a rejected form beside the field that it is about, on every form of the console. The rejected form
 * is the one whose address is that of the request, so that fields of the same name in other forms stay as they are.
 */
@Component
class FieldProblemDialect extends AbstractProcessorDialect {
    /** Attribute of the model: names that the field may have. */
    static final String FIELDS = "problemFields";

    /** The summary on top of the page links to it. */
    static final String ID = "field-problem";

    private static final String IN_REJECTED_FORM = "inRejectedForm";
    private static final String DESCRIBED_BY = "aria-describedby";

    /** After all attributes that a template computes. */
    private static final int LAST = 100_000;

    FieldProblemDialect() {
        super("Problems of fields", null, LAST);
    }

    @Override
    public Set<IProcessor> getProcessors(String prefix) {
        return Stream.concat(
                        Stream.of(new FormProcessor()),
                        Stream.of("input", "textarea", "select").map(FieldProcessor::new))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Finds out whether a form was rejected. */
    private static final class FormProcessor extends AbstractElementTagProcessor {
        FormProcessor() {
            super(TemplateMode.HTML, null, "form", false, null, false, LAST);
        }

        @Override
        protected void doProcess(
                ITemplateContext context, IProcessableElementTag form, IElementTagStructureHandler structure) {
            if (context.getVariable(FIELDS) instanceof List<?> && context instanceof IWebContext web) {
                String action = String.valueOf(form.getAttributeValue("action")).replaceFirst("\\?.*", "");
                String path = web.getExchange().getRequest().getPathWithinApplication();
                structure.setLocalVariable(IN_REJECTED_FORM, action.equals(path));
            }
        }
    }

    /** Marks the field, and writes the problem before it. */
    private static final class FieldProcessor extends AbstractElementTagProcessor {
        /** Choices have a legend instead of a field to mark. */
        private static final Set<String> OTHERS = Set.of("hidden", "radio", "checkbox");

        FieldProcessor(String element) {
            super(TemplateMode.HTML, null, element, false, null, false, LAST);
        }

        @Override
        protected void doProcess(
                ITemplateContext context, IProcessableElementTag field, IElementTagStructureHandler structure) {
            if (!Boolean.TRUE.equals(context.getVariable(IN_REJECTED_FORM))
                    || !(context.getVariable(FIELDS) instanceof List<?> names)
                    || !names.contains(String.valueOf(field.getAttributeValue("name")))
                    || OTHERS.contains(String.valueOf(field.getAttributeValue("type")))) {
                return;
            }
            String hint = field.getAttributeValue(DESCRIBED_BY);
            structure.setAttribute("aria-invalid", "true");
            structure.setAttribute(DESCRIBED_BY, hint == null ? ID : ID + " " + hint);
            structure.setAttribute("class", classes(field) + " is-danger");
            structure.insertBefore(message(context.getModelFactory(), String.valueOf(context.getVariable("problem"))));
        }

        private static String classes(IProcessableElementTag field) {
            return field.hasAttribute("class") ? field.getAttributeValue("class") : "";
        }

        private static IModel message(IModelFactory factory, String problem) {
            IModel message = factory.createModel();
            message.add(factory.createOpenElementTag(
                    "span", Map.of("class", "help is-danger", "id", ID), AttributeValueQuotes.DOUBLE, false));
            message.add(factory.createText(HtmlEscape.escapeHtml5Xml(problem)));
            message.add(factory.createCloseElementTag("span"));
            return message;
        }
    }
}
