import { headingKey } from '../../organisation/report-headings/report-heading.js';
import type { Field, Heading } from './fields.js';
import { factsOn } from './letterhead.js';
import { inFirstLanguage } from './lines.js';
import { NO_OWN_HEADINGS, type OwnHeadings } from './own-headings.js';
import { isTitle } from './signatures.js';

/** Where a line stands, which decides whether a word of a heading is one. */
export interface Place {
  /** A blank line or another heading is before it: inside a paragraph ”ärendet” is running text. */
  readonly opens: boolean;
  /** Only facts and titles are before it. */
  readonly beforeText: boolean;
  /** It follows closely in a list of documents, which may be named as headings are: ”Förslag till yttrande”. */
  readonly inList: boolean;
  /** The line right before it ends a sentence: a heading may stand close below, and running text no longer goes on. */
  readonly afterSentence?: boolean;
  /** It is the first row of a section: a table may begin with a word that is a label in a letterhead. */
  readonly isFirstOfText?: boolean;
  /** The file says that it is a heading, so it is no sentence and has nothing beside it. */
  readonly isStyled?: boolean;
}

const OWNER = String.raw`(?:[\p{L}&-]+,? ){0,5}[\p{L}-]+s `;
const pattern = (text: string): RegExp => new RegExp(`^(?:${text})$`, 'u');

/** What is sent, and how: ”Beslutet ska skickas för kännedom till”, ”Utdrag ur protokollet expedieras till”. */
const SENT_PAPER =
  '(?:(?:det|detta|denna) )?(?:beslut(?:et)?|protokoll(?:et)?|(?:protokolls)?utdrag(?:et)?(?: (?:ur|av) protokollet)?|paragraf(?:en)?|yttrandet?|svaret|kop(?:ia|ior)(?: av (?:beslutet|protokollet|yttrandet))?)';
const IS_SENT =
  '(?:(?:ska|att) )?(?:skicka[st]?|expedieras?|sänds|sändas|delges|delge|meddelas|lämnas|överlämnas|översänds|går)(?: (?:också|även))?';

/** What a meeting does, which no document is named by. */
const OF_A_MEETING =
  '(?:[\\p{L}-]+ ){0,2}(?:beslutsplanering|beslutsgång|propositionsordning|omröstning(?:sresultat)?|yrkanden?|jäv|reservation(?:er)?|protokollsanteckning(?:ar)?|anmälan|anmäls|förslag till beslut(?= (?:på|under)))(?: (?:på|under) sammanträdet)?';
const NAMES_NO_DOCUMENT = pattern(OF_A_MEETING);

/** ”kommunstyrelsen, arbetsutskottet”; a sentence goes on behind its full stop. */
const PLACES = String.raw`(?:[\p{L}, &/-]|\.(?! )){3,80}`;

/** Variants seen in published reports of Malmö, Nacka, Göteborg, Sollentuna and Tyresö, and in the real report. */
const headings: readonly (readonly [Field, RegExp])[] = [
  [
    'documentName',
    pattern(
      '(?:tjänsteskrivelse|tjänsteutlåtande|(?:gransknings|samråds)?yttrande|remissvar|svar på remiss|remiss|(?:ordförande|delegations)beslut|sammanträdesprotokoll|protokollsutdrag|protokoll)(?: (?:nr |nummer )?\\d{1,4}(?:(?: år |[/:-])\\d{4})?)?(?:,? utdrag)?',
    ),
  ],
  [
    'summary',
    pattern(
      `(?:kort(?:fattad)? |${OWNER})?sammanfattning(?: (?:av|och|för) [\\p{L} -]{3,50})?|(?:kort(?:fattat)? )?om ärendet i korthet|kortfattat om (?:ärendet|remissen|förslaget)|sammandrag|ärendesammanfattning|ingress|kort beskrivning|sammanfattande beskrivning|(?:ärendet |det viktigaste |(?:${OWNER})?(?:svar(?:et)?|yttrande(?:t)?|inställning) )?i (?:korthet|sammandrag)|ärendet sammanfattat|kort (?:sagt|om ärendet)|(?:[\\p{L}-]+s )?sammanfatt(?:ande|ade?) [\\p{L}-]{4,30}`,
    ),
  ],
  [
    'matter',
    pattern(
      '(?:ärende|bakgrund|redogörelse|ärendebeskrivning)(?:t|en)?(?: (?:till|för|om|och) ärendet)?|bakgrund och (?:ärendet|syfte|förutsättningar|nuläge)|bakgrundsbeskrivning|(?:be(?!redning)|re)[\\p{L}]+ing av ärendet|ärendet i sin helhet|föredragning(?: av ärendet)?|sakframställning|ärendets (?:handläggning|gång)|aktuellt ärende|(?:det här|detta) gäller ärendet|vad (?:som har hänt|har hänt|(?:saken|ärendet|remissen|det) (?:gäller|handlar om))(?: hittills)?',
    ),
  ],
  [
    'assessment',
    pattern(
      `(?:${OWNER})?(?:(?:inställning|ställningstagande|synpunkter) i detalj|bedömning|synpunkter|överväganden?|ställningstagande|förslag till yttrande|yttrande)(?: och (?:bedömning|förslag|synpunkter|motivering|överväganden|slutsats(?:er)?))?|(?:[\\p{L}-]+s )?(?:analys|utredning|redovisning) och bedömning|synpunkter på (?:\\p{L}+ ){0,3}\\p{L}+|(?:skäl(?:en)?|motiv(?:ering)?) (?:för|till) (?:förslag|beslut)(?:et)?|synpunkter på förslaget|(?:vår|våra) (?:bedömning|synpunkter)|(?:så|det här|vad vi) (?:bedömer|tycker|anser)(?: vi)?(?: om)?(?: (?:saken|ärendet|förslaget))?`,
    ),
  ],
  [
    'clauses',
    pattern(
      `(?:${OWNER})?förslag till (?:[\\p{L}-]+s )?beslut(?: (?:i|för) ${PLACES})?|(?:${OWNER})?(?:beslutsförslag|förslag)(?: (?:i|från) ${PLACES})?|beslutsformulering|hemställan|(?:[\\p{L}&-]+,? ){0,5}[\\p{L}-]*(?:nämndens|styrelsens|direktionens|fullmäktiges|utskottets|utskotts|ordförandens) beslut|(?:${OWNER})?förslag till (?:kommunstyrelsen|(?:kommun)?fullmäktige|(?:[\\p{L}&-]+,? ){0,5}[\\p{L}-]*nämnden)|(?:det här|vad) [\\p{L}-]*(?:nämnden|styrelsen|fullmäktige) föreslås besluta|beslut`,
    ),
  ],
  [
    'basis',
    pattern(
      '(?:besluts)?underlag(?:et)?(?: (?:för|till) beslut(?:et)?| och bilagor)?|beslutshandlingar|underlagsdokument|(?:det här|detta) har vi haft som underlag|(?:bifogade|bilagda|följande) (?:handlingar|dokument)|(?:handlingar|dokument) (?:i ärendet|som (?:biläggs|bifogas|ligger till grund för beslutet))|handlingar|ärendets handlingar|bilageförteckning|(?:lista|förteckning) över (?:bilagor|handlingar)|bilag(?:a|or)(?: till (?:ärendet|tjänsteskrivelsen|tjänsteutlåtandet|yttrandet))?|bifogas',
    ),
  ],
  [
    'recipients',
    pattern(
      `(?:${SENT_PAPER} ${IS_SENT}|(?:ska )?(?:skicka[st]|expedieras|sänds|delges|meddelas))(?: för kännedom)?(?: till)?|${SENT_PAPER}(?: för kännedom)? till|kop(?:ia|ior)(?: av (?:beslutet|protokollet|yttrandet))?(?: för kännedom)?|exp(?:\\.| till|\\. till)?|(?:besluts)?expediering|expedition|(?:vem|vilka) som ska (?:få|ha) beslutet|sändlista(?: för beslutet)?|(?:besluts)?mottagare(?: av beslutet)?|för (?:kännedom|åtgärd|verkställighet)(?: till)?|information till|delgivning|distribution`,
    ),
  ],
  ['signature', pattern('underskrift(?:er)?|signatur|signerat')],
  [
    'section',
    pattern(
      String.raw`(?:\p{L}+-, ){0,4}(?:[\p{L}-]+ ){0,5}(?:\p{L}*konsekvens(?:er)?|\p{L}*perspektiv(?:et)?|\p{L}*analys|finansiering|ekonomi|tidplan|lagstöd|jämställdhet|hållbarhet|uppföljning|samråd|samverkan|genomförande|kommunikation|tidigare beslut|syfte|remissinstanser|upplysning(?:ar)?|särskilt yttrande|ansvariga|övrigt)|\p{L}*(?:konsekvenser|perspektiv) (?:av|för|på) (?:\p{L}+ ){0,3}\p{L}+|(?:prövning av )?barnets bästa|agenda 2030|${OF_A_MEETING}`,
    ),
  ],
];

/** What is a heading of a part where no other heading surely is, and one of its own where there is one. */
const MAY_BE: readonly (readonly ['matter' | 'assessment', RegExp])[] = [
  [
    'matter',
    pattern(
      'utredning|(?:[\\p{L}-]+ )?beskrivning(?: av [\\p{L} -]{3,40})?|inledning|(?:[\\p{L}-]+s )?bakgrund(?: (?:till|för|och|om) [\\p{L} -]{3,50})?|nuläge(?:sbeskrivning)?|problembeskrivning|(?:fakta)?redovisning|utgångspunkter|betänkandet|motionen|(?:medborgar|remiss)?förslaget(?: i korthet)?|remissen|om (?:remissen|ärendet|förslaget|motionen|utredningen|betänkandet|planen)|(?:remissens|förslagets|motionens|ärendets|betänkandets|utredningens|planens) (?:innehåll|förslag)|(?:ärendets )?beredning(?: av ärendet)?',
    ),
  ],
  [
    'assessment',
    pattern(
      `slutsats(?:er)?|motiv(?:ering)?|diskussion|bedömning och [\\p{L} -]{3,40}|(?:[\\p{L}-]+ )?[\\p{L}-]+s (?:syn|svar|synpunkter|kommentar(?:er)?|inställning|bedömning|yttrande) (?:på|till|av|om|över) [\\p{L} -]{3,50}|(?:${OWNER})?(?:kommentar|(?:analys|kommentarer|inställning|svar|slutsats(?:er)?|resonemang)|(?:samlade?|sammanvägda?) (?:bedömning|synpunkter|slutsats))|helhetsbedömning`,
    ),
  ],
];

/** The part that a line may be the heading of. */
const mayName = (line: string): Heading['mayBe'] =>
  MAY_BE.find(([, form]) => form.test(headingKey(line)))?.[0];

/** The line that names the matter in some letterheads; without a value it is the heading of the matter. */
const TITLE_LABEL = /^(?:ärende|ärendet|ärendemening|ärenderubrik|rubrik|titel|avser|angående):$/u;

export const isTitleLabel = (text: string): boolean => TITLE_LABEL.test(text.toLowerCase());

/**
 * Leads into the clauses: ”Tekniska servicenämnden föreslås besluta”, ”Förvaltningen föreslår att nämnden beslutar att”. A
 * sentence that says itself what is proposed (”… föreslår att nämnden tillstyrker planen under förutsättning att”) does not.
 */
const LEAD_IN =
  /^(?:det här|detta) föreslår vi att (?:[\p{L}&-]+,? ){0,6}[\p{L}-]+ beslutar:?$|^(?:(?!att )[\p{L}&-]+,? ){0,6}[\p{L}-]*(?:nämnden|styrelsen|direktionen|fullmäktige|utskottet|ordföranden?|förvaltningen|kontoret|sektorn|enheten)(?: (?:för|i) [\p{L}& ]{3,40})? (?:(?:föreslås )?fattar? följande beslut|(?:föreslås|föreslår|beslutar)(?: att (?:(?!att )[\p{L}&-]+,? ){0,8}beslutar?(?: följande| att)?| (?:(?!att )[\p{L}&-]+,? ){0,8}(?:beslutar?|följande|att)(?: följande| att)?)?)[.:]?$/iu;

const DECIDED = String.raw`(?:[\p{L}&-]+,? ){0,6}[\p{L}-]*(?:nämnden|styrelsen|direktionen|fullmäktige|utskottet)`;
const WHEN = String.raw`(?: den \d{1,2} \p{L}{3,9} \d{4}| \d{4}-\d\d-\d\d)(?:,? § ?\d{1,4},?)?`;

/** ”Nämnden har den 20 oktober 2026, § 98, beslutat” */
const HAS_DECIDED = new RegExp(
  String.raw`^(?!hur )${DECIDED} har(?:${WHEN})? beslutat(?: att| följande)?[.:]?$`,
  'iu',
);
/** ”Kommunstyrelsen beslutade den 1 september 2026, § 171:”, over all other text; below it others have decided so. */
const DECIDED_ON = new RegExp(String.raw`^${DECIDED} beslutade${WHEN}(?: att| följande)?:?$`, 'iu');

/** Whether a text says who decides, and nothing of what. */
export const leadsIntoClauses = (text: string): boolean =>
  LEAD_IN.test(text) || CODE_DECIDES.test(text) || HAS_DECIDED.test(text);

/** ”AMN beslutar” */
const CODE_DECIDES = /^\p{Lu}{2,6} (?:föreslås besluta|beslutar)(?: följande| att)?[.:]?$/u;

/**
 * The headings that a line is: none for running text, several where a letterhead has facts side by side. What the body
 * has taught goes before what is known for all.
 */
export function headingsOf(line: string, place: Place, own: OwnHeadings = NO_OWN_HEADINGS): Heading[] {
  const { opens, beforeText } = place;
  if (line.length > 160) return [];
  const taught = opens || /^[\p{Lu}\d#*]/u.test(line) ? own.fieldOf(line) : undefined;
  if (taught) return [{ field: taught, value: '', isOwn: true }];
  const mayBegin = opens || (beforeText && /^\p{Lu}/u.test(line));
  if (mayBegin && (leadsIntoClauses(line) || (beforeText && DECIDED_ON.test(line))))
    return [{ field: 'clauses', value: '' }];
  if (!opens && !beforeText && !/^[\p{Lu}\d#*]/u.test(line)) return [];
  const whole = named(line).find((field) => mayBe(field, line, place));
  const maybe = mayName(line);
  const isSure = whole === 'matter' || whole === 'summary';
  if (maybe && !isSure && mayBe('section', line, { ...place, opens: mayBegin, beforeText: false }))
    return [{ field: 'section', value: '', mayBe: maybe }];
  if (whole) return [{ field: whole, value: '' }];
  if (place.isStyled) return labelled(line, beforeText, own).filter(({ field }) => field === 'title');
  const dated = beforeText ? datedName(line) : [];
  if (dated.length > 0) return dated;
  const facts = beforeText || (opens && place.isFirstOfText !== true) ? factsOn(line) : [];
  if (facts.length > 0) return facts;
  if (!beforeText && opens && /^[\p{Lu} -]{5,60}$/u.test(line)) return [{ field: 'section', value: '' }];
  return opens || beforeText ? labelled(line, beforeText, own) : [];
}

/** ”Utdrag ur protokoll från sammanträde 2026-05-19”, ”Tjänsteutlåtande 2026-03-30”: what the paper is, and its day. */
const DATED_NAME =
  /^(?:utdrag (?:ur|av) )?(?:(\p{L}{0,12}protokoll(?:et|sutdrag)?)|tjänsteskrivelse|tjänsteutlåtande|yttrande|remissvar)(?:(?: [\p{L}-]{2,40}){1,5} (?:sammanträde|möte)t?)?,?(?: den)? (\d{4}-\d\d-\d\d|\d{1,2} \p{L}{3,9} \d{4})$/iu;

function datedName(line: string): Heading[] {
  const [, minutes, value] = DATED_NAME.exec(line) ?? [];
  if (value === undefined) return [];
  const day = minutes === undefined ? 'date' : 'meeting';
  return [
    { field: 'documentName', value: '' },
    { field: day, value },
  ];
}

/** In a letterhead they say who gets the report and what goes with it, and the title comes below. */
const NAMES_ADDRESSEES =
  /^(?:mottagare|kop(?:ia|ior)(?: till)?|för kännedom(?: till)?|skickat|bilag(?:a|or))$/u;

function mayBe(field: Field, line: string, { opens, beforeText, inList, afterSentence }: Place): boolean {
  if (field === 'documentName') return beforeText || (opens && !inList && /^yttrande$/iu.test(line));
  if (field === 'section')
    return (
      (inList ? NAMES_NO_DOCUMENT.test(headingKey(line)) : opens || afterSentence === true) &&
      !beforeText &&
      /^[\p{Lu}\d#*]/u.test(line)
    );
  if (field === 'recipients' && NAMES_ADDRESSEES.test(headingKey(line))) return !beforeText;
  if (field === 'clauses' && /^beslut:?$/iu.test(line)) return (opens || beforeText) && !inList;
  return field !== 'assessment' || !inList;
}

/** ”Internbudget 2027 Sammanfattning”: the first heading beside the title, as a viewer's text may have it. */
const BESIDE_THE_TITLE =
  /^(\p{Lu}.{8,160}[\p{Ll}\d)”]) ((?:Sammanfattning|Ärendet|Bakgrund|Förslag till beslut|Beslutsförslag)(?: av ärendet)?)$/u;

/** A title and the heading that ends its line; nothing for any other line. */
export function titleAndHeading(line: string): readonly [string, string] | undefined {
  const [, title, heading] = BESIDE_THE_TITLE.exec(line) ?? [];
  return title !== undefined && heading !== undefined ? [title, heading] : undefined;
}

function named(text: string): Field[] {
  const plain = headingKey(inFirstLanguage(text));
  return headings.filter(([, form]) => form.test(plain)).map(([field]) => field);
}

/** Headings that have their text below them only. */
const NEVER_BESIDE_TEXT: ReadonlySet<Field> = new Set(['section', 'documentName', 'signature']);

/** ”Ställningstagande: Tillstyrker” in a letterhead is no heading of the assessment. */
const STANCE_LABEL = /^ställningstagande:$/iu;
const LONGEST_STANCE = 60;

/** ”För kännedom till omsorgsnämnden och rådet för funktionshinderfrågor” */
const SENT_TO = /^((?:för kännedom|kopia(?: för kännedom)?) till) (?!:)(\p{L}.+)$/iu;

/** ”Titel: Utredare”, below who handles the matter. */
const isOfAPerson = (label: string, value: string): boolean =>
  /^titel:$/iu.test(label) && isTitle(value.split(' ')[0]!);

/** ”Sammanfattning: Nämnden …”, ”Expedieras till: Kommunstyrelsen”, ”Ärende: Remiss av …”. */
function labelled(line: string, beforeText: boolean, own: OwnHeadings): Heading[] {
  const [, label, value] = /^(.{2,60}?:(?:\*\*|__)?) (.+)$/u.exec(line) ?? SENT_TO.exec(line) ?? [];
  if (label === undefined || value === undefined) return [];
  const taught = own.fieldOf(label);
  if (taught && !NEVER_BESIDE_TEXT.has(taught)) return [{ field: taught, value, isOwn: true }];
  if (beforeText && isTitleLabel(label)) return isOfAPerson(label, value) ? [] : [{ field: 'title', value }];
  if (beforeText && STANCE_LABEL.test(label) && value.length <= LONGEST_STANCE && !/[.!?]$/.test(value))
    return [];
  if (beforeText && NAMES_ADDRESSEES.test(headingKey(label))) return [];
  const field = named(label).find((one) => !NEVER_BESIDE_TEXT.has(one));
  return field === undefined ? [] : [{ field, value }];
}
