<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ActionBar</name>
    <message>
        <source>Act without a record (kept in a second file until the journal returns)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>touches %1 % of traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No action taken since this window opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActionButton</name>
    <message>
        <source>Reason, then hold the button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>press and hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type a reason, then press and hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>press again within 5 seconds</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActionWords</name>
    <message>
        <source>Degrade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throttle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rollback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway&apos;s state was not read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State is %1 s old; wait for the gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier action is not settled yet: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the workspace file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway has no version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rollout in progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already there: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last step reached: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing degraded or throttled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal not writable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>state is old: reason, then hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier A: the gateway compares versions, knows keys and keeps stamps. One effect or none, and it can be proven.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier B: the gateway compares versions and keeps stamps. One effect or none; some doubts need a person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier C: the gateway overwrites. One copy is sent; a change in between can be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tier D: the gateway only adds or removes. One shot; a lost answer needs a person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT SENT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sending… %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gateway accepted; reading back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read back ✓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read back ✓, watching traffic… %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seen in traffic after %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>configured, but not visible in traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in force, ends by itself in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may or may not have happened; checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was open when the console ended; may or may not have happened; checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may or may not have happened; checking, attempt %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proven not applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs you</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AlarmStrip</name>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more alarm(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlarmWords</name>
    <message>
        <source>for %1, since %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UNKNOWN · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 when last seen, %2 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STOP · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WARN · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO RECORD · journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CONSOLE BLIND · Prometheus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CONSOLE BLIND · gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ATTENTION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press to take this message away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>? No data yet: nothing is known of the lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All inside their gates: %1 of %2 indicators have fresh data</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CanaryPanel</name>
    <message>
        <source>Canary at step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canary paused at step %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rollout aborted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rollout done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rollout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degraded to level %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, ends in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n limit(s) in force</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Not degraded, not throttled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway&apos;s state was never read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ Late: the state is %1 s old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Console blind: the gateway does not answer; the state is %1 s old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>watched, +%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last changed by %1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsequenceWords</name>
    <message>
        <source>everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tenant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens/min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 %, all to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>level %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>level %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorWords</name>
    <message>
        <source>The host %1 is not known. Check the address in the workspace file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing listens at %1. Start the server or correct the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 closed the connection before its answer was complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 gave no complete answer within %2 ms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TLS connection to %1 was refused: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answered with a redirect to %2; Andon follows none. Correct the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of %1 is larger than %2 bytes and was cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address %1 cannot be used: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answered %2 %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused the credentials (%2). Check the token and its rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not answer with JSON but with %2. Is this the right address?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of %1 is not what was expected: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query %1 was refused: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal %1 cannot be used: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal %1 is broken at entry %2: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal %1 is locked by another program. Try again when it has finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secret named %1: put it into the keychain or set %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program %1 is not installed. Install the Debian package %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program %1 failed: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host %1 not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing listens at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 broke off its answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no TLS with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>redirect to %2 not followed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer larger than %2 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it answers %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>credentials refused (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it answers %2, not JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be used: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>broken at entry %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>locked by another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no secret named %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 6 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown, for a postmortem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON with the chain, for andon verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndicatorTableModel</name>
    <message>
        <source>Indicator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate: warn / stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinesBar</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the view before (Backspace)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow now (Ctrl+0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headlines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the headline indicators again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the last 5 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>15 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the last 15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>6 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the last 6 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live, now %1 behind</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinesPanel</name>
    <message>
        <source>no source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no source: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data yet: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stop crossed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warn crossed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrieval and tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data: the source knows no such series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no source: the workspace names no indicator of this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (dashed: %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All indicators</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All indicators (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 beyond stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 beyond warn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinesPlot</name>
    <message>
        <source>stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>(%n further version(s) not drawn)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>worse ↑</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worse ↓</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no samples for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no traffic for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data in this span of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> tok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>USD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>USD/h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>USD/day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QInputDialog</name>
    <message>
        <source>Andon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret %1 (kept in memory for this run only)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShareBars</name>
    <message>
        <source>%1: asked %2 %, observed %3 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>canary ○</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % observed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no traffic seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % asked · %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTC or local time (Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stable %1 %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>canary %1 %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>? %1 not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: last read %2 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ Journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ No journal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepLadder</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the rollout: %1; now step %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only entries of the pressed kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a note for the record and press Enter (N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note for the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the timeline as Markdown or JSON (Ctrl+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No. %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>operation %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hash %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
