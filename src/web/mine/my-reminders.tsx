import type { ReminderSettingsView, ReminderSettingView } from '../../deadlines/reminders/reminders.dto.js';
import { Sheet } from '../../markup/page.js';
import type { Actor } from '../../rules/actor.js';
import { REMINDER_KINDS, type ReminderKind } from '../../rules/reminder-kinds.js';
import { reminderKindWords } from '../../rules/reminder-text.js';
import { listed } from '../../rules/words.js';
import type { Names } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';

const T = {
  reminders: t('Påminnelser till dig', 'Reminders to you'),
  remindersLead: t(
    'Det här påminns du om i dina roller. På varje ärende kan du tysta påminnelserna eller skjuta upp dem.',
    'This is what you are reminded of in your roles. On each matter you can mute or snooze the reminders.',
  ),
  noReminders: t('Inga påminnelser går till dina roller.', 'No reminders go to your roles.'),
};

/** What somebody is reminded of, and in which of their bodies it is just that. */
interface RemindedOf {
  readonly kinds: readonly ReminderKind[];
  readonly bodies: readonly string[];
}

/** What is the same in several bodies is said once: what is in all of them first, then what is in some. */
function remindedOf({ actor }: Reader, settings: readonly ReminderSettingsView[]): RemindedOf[] {
  const groups = new Map<string, { kinds: ReminderKind[]; bodies: string[] }>();
  for (const kind of REMINDER_KINDS) {
    const bodies = settings
      .filter(({ body, kinds }) => kinds.some((each) => each.kind === kind && isFor(actor, body, each)))
      .map(({ body }) => body);
    const group = groups.get(bodies.join()) ?? { kinds: [], bodies };
    group.kinds.push(kind);
    groups.set(bodies.join(), group);
  }
  groups.delete('');
  return [...groups.values()].toSorted((one, other) => other.bodies.length - one.bodies.length);
}

const isFor = ({ inOwnRight }: Actor, body: string, { said, recipients }: ReminderSettingView): boolean =>
  said && recipients.some((role) => role === 'holder' || inOwnRight.holds(role, body));

interface RemindersProps {
  readonly reader: Reader;
  readonly reminders: readonly ReminderSettingsView[];
  readonly names: Names;
}

export const Reminders = ({ reader, reminders, names }: RemindersProps) => {
  const { language } = reader;
  const groups = remindedOf(reader, reminders);
  const namesOf = (bodies: readonly string[]) => {
    const all = bodies.map((body) => names.get(body) ?? body).map((name) => ({ sv: name, en: name }));
    return listed(all, 'och', 'and')[language];
  };
  if (reminders.length === 0) return null;
  return (
    <Sheet id="paminnelser" heading={T.reminders[language]}>
      {groups.length === 0 ? (
        <p class="quiet">{T.noReminders[language]}</p>
      ) : (
        <>
          <p>{T.remindersLead[language]}</p>
          {groups.map(({ kinds, bodies }) => (
            <>
              {reminders.length > 1 && <h3>{namesOf(bodies)}</h3>}
              <ul>
                {kinds.map((kind) => (
                  <li>{reminderKindWords[kind][language]}</li>
                ))}
              </ul>
            </>
          ))}
        </>
      )}
    </Sheet>
  );
};
