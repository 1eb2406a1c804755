import java.io.FileInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DateTimeData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.MultipleItemsData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.StringData;
import org.javarosa.core.model.data.TimeData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/**
 * The same form filled in by the engine of ODK Collect: milliseconds of each load and of each answer, two passes, on two lines.
 *
 * Arguments: the form, and how many rows a repeat gets. Beside it on the class path: ODK_Validate.jar.
 */
public class JavaRosaBench {
    private static final int LOADS = 9;
    private static int rows;

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        new JavaRosaCoreModule().registerModule();
        new XFormsModule().registerModule();
        rows = Integer.parseInt(arguments[1]);
        List<Double> loads = new ArrayList<>();
        FormDef form = null;
        for (int i = 0; i < LOADS; i++) {
            long begun = System.nanoTime();
            form = load(arguments[0]);
            loads.add((System.nanoTime() - begun) / 1e6);
        }
        List<Double> answers = new ArrayList<>();
        pass(form, 0, answers);
        pass(form, 1, answers);
        out.println(line(loads));
        out.println(line(answers));
        out.flush();
    }

    private static FormDef load(String path) throws Exception {
        try (InputStream in = new FileInputStream(path)) {
            FormDef form = XFormUtils.getFormFromInputStream(in);
            form.initialize(true, new InstanceInitializationFactory());
            return form;
        }
    }

    private static void pass(FormDef form, int turn, List<Double> samples) {
        FormEntryController controller = new FormEntryController(new FormEntryModel(form));
        int made = 1;
        int event = controller.stepToNextEvent();
        while (event != FormEntryController.EVENT_END_OF_FORM) {
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT && turn == 0 && made < rows) {
                long begun = System.nanoTime();
                controller.newRepeat();
                samples.add((System.nanoTime() - begun) / 1e6);
                made++;
            } else if (event == FormEntryController.EVENT_QUESTION) {
                IAnswerData value = answer(controller.getModel().getQuestionPrompt(), turn);
                if (value != null) {
                    long begun = System.nanoTime();
                    controller.answerQuestion(value, true);
                    samples.add((System.nanoTime() - begun) / 1e6);
                }
            }
            event = controller.stepToNextEvent();
        }
    }

    private static IAnswerData answer(FormEntryPrompt prompt, int turn) {
        switch (prompt.getControlType()) {
            case Constants.CONTROL_SELECT_ONE:
                Selection one = choice(prompt);
                return one == null ? null : new SelectOneData(one);
            case Constants.CONTROL_SELECT_MULTI:
                Selection first = choice(prompt);
                return first == null ? null : new MultipleItemsData(List.of(first));
            case Constants.CONTROL_TRIGGER:
                return new StringData("OK");
            case Constants.CONTROL_INPUT:
                return prompt.isReadOnly() ? null : typed(prompt.getDataType(), turn);
            default:
                return null;
        }
    }

    private static Selection choice(FormEntryPrompt prompt) {
        List<SelectChoice> choices = prompt.getSelectChoices();
        if (choices == null || choices.isEmpty()) {
            return null;
        }
        for (SelectChoice choice : choices) {
            if ("yes".equals(choice.getValue())) {
                return choice.selection();
            }
        }
        return choices.get(0).selection();
    }

    private static IAnswerData typed(int type, int turn) {
        Date day = Date.from(LocalDate.of(2001, 2, 3 + turn).atStartOfDay(ZoneId.systemDefault()).toInstant());
        switch (type) {
            case Constants.DATATYPE_INTEGER:
                return new IntegerData(5 + turn);
            case Constants.DATATYPE_DECIMAL:
                return new DecimalData(5.5 + turn);
            case Constants.DATATYPE_DATE:
                return new DateData(day);
            case Constants.DATATYPE_DATE_TIME:
                return new DateTimeData(day);
            case Constants.DATATYPE_TIME:
                return new TimeData(day);
            case Constants.DATATYPE_GEOPOINT:
                return null;
            default:
                return new StringData(turn == 0 ? "abc" : "abd");
        }
    }

    private static String line(List<Double> samples) {
        StringBuilder text = new StringBuilder();
        for (double sample : samples) {
            text.append(String.format(java.util.Locale.ROOT, "%.4f ", sample));
        }
        return text.toString().trim();
    }
}
