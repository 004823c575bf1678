package io.tradingrecovery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The order of the packages: each imports only those below it, and internals stay with their owner. */
class ArchitectureTest {

    private static final String ROOT = "io.tradingrecovery";

    /** Top to bottom. A package that is not listed here is a mistake. */
    private static final List<String> ORDER = List.of(
            "testing", "tool", "recovery", "reconcile", "persistence", "broker", "state", "quotes", "time", "errors");

    /** Inside persistence, top to bottom. */
    private static final List<String> PERSISTENCE =
            List.of("orders", "journal", "snapshot", "json", "thread", "storage");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        List<String> found = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .map(name -> name.contains(".") ? name.substring(0, name.indexOf('.')) : name)
                .distinct()
                .toList();

        assertThat(ORDER).containsAll(found);
    }

    @Test
    void packagesImportOnlyThoseBelowThem() {
        for (int i = 1; i < ORDER.size(); i++) {
            rule(
                            ROOT + "." + ORDER.get(i) + "..",
                            ORDER.subList(0, i).stream()
                                    .map(name -> ROOT + "." + name + "..")
                                    .toList())
                    .check(CLASSES);
        }
    }

    @Test
    void quotesStandApart() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".quotes..", ROOT + ".testing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".quotes..")
                .check(CLASSES);
    }

    @Test
    void theInternalsOfPersistenceImportOnlyThoseBelowThem() {
        String internal = ROOT + ".persistence.internal.";
        for (int i = 1; i < PERSISTENCE.size(); i++) {
            rule(
                            internal + PERSISTENCE.get(i) + "..",
                            PERSISTENCE.subList(0, i).stream()
                                    .map(name -> internal + name + "..")
                                    .toList())
                    .check(CLASSES);
        }
        rule(ROOT + ".persistence.internal..", List.of(ROOT + ".persistence")).check(CLASSES);
    }

    @Test
    void onlyTheirOwnerUsesInternals() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".persistence..", ROOT + ".recovery", ROOT + ".tool..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".persistence.internal..")
                .check(CLASSES);
    }

    @Test
    void jacksonStaysOutOfThePublicApi() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages("..internal..", "..tool..")
                .should()
                .notHaveRawReturnType(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                        "com.fasterxml.jackson.."))
                .andShould()
                .notHaveRawParameterTypes(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "Jackson types",
                        types -> types.stream()
                                .anyMatch(type -> type.getPackageName().startsWith("com.fasterxml.jackson"))))
                .check(CLASSES);
    }

    @Test
    void everyExceptionIsUnderTheBaseOrInternal() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".errors")
                .and()
                .areAssignableTo(Throwable.class)
                .should()
                .beAssignableTo(io.tradingrecovery.errors.TradingRecoveryException.class)
                .check(CLASSES);
    }

    private static ArchRule rule(String from, List<String> above) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above.toArray(String[]::new))
                .as(from + " imports nothing of " + above.stream().collect(Collectors.joining(", ")))
                .allowEmptyShould(true);
    }
}
