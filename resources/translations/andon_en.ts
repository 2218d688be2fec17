<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AlarmWords</name>
    <message numerus="yes">
        <source>%n further alarm(s)</source>
        <translation>
            <numerusform>%n further alarm</numerusform>
            <numerusform>%n further alarms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertWords</name>
    <message numerus="yes">
        <source>came back %n time(s)</source>
        <translation>
            <numerusform>came back %n time</numerusform>
            <numerusform>came back %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ButtonFaces</name>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform> (and %n more)</numerusform>
            <numerusform> (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CanaryWords</name>
    <message numerus="yes">
        <source>%n limit(s) in force</source>
        <translation>
            <numerusform>%n limit in force</numerusform>
            <numerusform>%n limits in force</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecisionWords</name>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform> (and %n more)</numerusform>
            <numerusform> (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewWords</name>
    <message numerus="yes">
        <source>… %n more</source>
        <translation>
            <numerusform>… %n more</numerusform>
            <numerusform>… %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> (and %n more)</source>
        <translation>
            <numerusform> (and %n more)</numerusform>
            <numerusform> (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WarningWords</name>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <translation>
            <numerusform>%1, and %n more</numerusform>
            <numerusform>%1, and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::AlarmStrip</name>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n more</numerusform>
            <numerusform>+%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more alarm(s)</source>
        <translation>
            <numerusform>%n more alarm</numerusform>
            <numerusform>%n more alarms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::AlertsPanel</name>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n alarm</numerusform>
            <numerusform>%n alarms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n critical</source>
        <translation>
            <numerusform>%n critical</numerusform>
            <numerusform>%n critical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a lost source</source>
        <translation>
            <numerusform>%n with a lost source</numerusform>
            <numerusform>%n with a lost source</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 tells %n more than are kept</source>
        <translation>
            <numerusform>%1 tells %n more than are kept</numerusform>
            <numerusform>%1 tells %n more than are kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::CanaryPanel</name>
    <message numerus="yes">
        <source>%n more version(s) with traffic are not drawn</source>
        <translation>
            <numerusform>%n more version with traffic is not drawn</numerusform>
            <numerusform>%n more versions with traffic are not drawn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more: see what changed</source>
        <translation>
            <numerusform>%n more: see what changed</numerusform>
            <numerusform>%n more: see what changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::CoverDialog</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hides %n alarm(s) now:</source>
        <translation>
            <numerusform>Hides %n alarm now:</numerusform>
            <numerusform>Hides %n alarms now:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s) of the same name stay:</source>
        <translation>
            <numerusform>%n alarm of the same name stays:</numerusform>
            <numerusform>%n alarms of the same name stay:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Shelve %n alarm(s) for %1</source>
        <translation>
            <numerusform>Shelve %n alarm for %1</numerusform>
            <numerusform>Shelve %n alarms for %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Silence %n alarm(s) for %1</source>
        <translation>
            <numerusform>Silence %n alarm for %1</numerusform>
            <numerusform>Silence %n alarms for %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::EvidenceDialog</name>
    <message numerus="yes">
        <source>and %n further; the manifest names them all</source>
        <translation>
            <numerusform>and %n further; the manifest names them all</numerusform>
            <numerusform>and %n further; the manifest names them all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::IncidentReviewPanel</name>
    <message numerus="yes">
        <source>%n incident(s).</source>
        <translation>
            <numerusform>%n incident.</numerusform>
            <numerusform>%n incidents.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drill(s) left out.</source>
        <translation>
            <numerusform>%n drill left out.</numerusform>
            <numerusform>%n drills left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::IncidentStrip</name>
    <message numerus="yes">
        <source>and %n more incident(s)</source>
        <translation>
            <numerusform>and %n more incident</numerusform>
            <numerusform>and %n more incidents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::IncidentWords</name>
    <message numerus="yes">
        <source>%1 s (median of %n earlier effect(s))</source>
        <translation>
            <numerusform>%1 s (median of %n earlier effect)</numerusform>
            <numerusform>%1 s (median of %n earlier effects)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::LinesPanel</name>
    <message numerus="yes">
        <source>%n row(s) copied as CSV.</source>
        <translation>
            <numerusform>%n row copied as CSV.</numerusform>
            <numerusform>%n rows copied as CSV.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n row(s) copied as CSV; save a file for all.</source>
        <translation>
            <numerusform>The newest %n row copied as CSV; save a file for all.</numerusform>
            <numerusform>The newest %n rows copied as CSV; save a file for all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>  (%n further: Ctrl+I)</source>
        <translation>
            <numerusform>  (%n further: Ctrl+I)</numerusform>
            <numerusform>  (%n further: Ctrl+I)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n further line(s)</source>
        <translation>
            <numerusform>and %n further line</numerusform>
            <numerusform>and %n further lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Missing: %1 and %n more.</source>
        <translation>
            <numerusform>Missing: %1 and %n more.</numerusform>
            <numerusform>Missing: %1 and %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n version(s) left out, narrow the query %1</source>
        <translation>
            <numerusform>%n version left out, narrow the query %1</numerusform>
            <numerusform>%n versions left out, narrow the query %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::LinesPlot</name>
    <message numerus="yes">
        <source>(%n further version(s) not drawn)</source>
        <translation>
            <numerusform>(%n further version not drawn)</numerusform>
            <numerusform>(%n further versions not drawn)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::PostmortemEditor</name>
    <message numerus="yes">
        <source>The first of %n parts was copied: it is too long for one. Export it to have all.</source>
        <translation>
            <numerusform>The first of %n parts was copied: it is too long for one. Export it to have all.</numerusform>
            <numerusform>The first of %n parts was copied: it is too long for one. Export it to have all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::RunbookPanel</name>
    <message numerus="yes">
        <source>about %n more request(s) of the affected version until then</source>
        <translation>
            <numerusform>about %n more request of the affected version until then</numerusform>
            <numerusform>about %n more requests of the affected version until then</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::SampleDialog</name>
    <message numerus="yes">
        <source>%n sample(s) in view.</source>
        <translation>
            <numerusform>%n sample in view.</numerusform>
            <numerusform>%n samples in view.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::SplitView</name>
    <message numerus="yes">
        <source>not drawn, better: %1 and %n more</source>
        <translation>
            <numerusform>not drawn, better: %1 and %n more</numerusform>
            <numerusform>not drawn, better: %1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::TextDiffView</name>
    <message numerus="yes">
        <source>… %n more line(s) are not drawn</source>
        <translation>
            <numerusform>… %n more line is not drawn</numerusform>
            <numerusform>… %n more lines are not drawn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… %n equal line(s)</source>
        <translation>
            <numerusform>… %n equal line</numerusform>
            <numerusform>… %n equal lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::TimelinePanel</name>
    <message numerus="yes">
        <source>%n new ↓</source>
        <translation>
            <numerusform>%n new ↓</numerusform>
            <numerusform>%n new ↓</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>andon::VersionsPanel</name>
    <message numerus="yes">
        <source>… %n more</source>
        <translation>
            <numerusform>… %n more</numerusform>
            <numerusform>… %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
