/** The words that end the name of a board, an office, an authority or an association. */
const INSTITUTION =
  /(?:nämnd(?:en|er|erna)?|styrelse(?:n|r|rna)?|fullmäktige|utskott(?:et)?|förvaltning(?:en|ar|arna)?|kontor(?:et)?|kansli(?:et)?|avdelning(?:en)?|enhet(?:en)?|kommun(?:en|er|erna)?|stad(?:en)?|region(?:en|er|erna)?|departement(?:et)?|myndighet(?:en)?|verke[tn]|inspektion(?:en)?|bolag(?:et|en)?|förening(?:en|ar)?|förbund(?:et)?|råd(?:et)?|stiftelse(?:n)?|rätt(?:en)?|direktion(?:en)?|domstol(?:en)?|skola(?:n|orna)?|universitet(?:et)?|museum|museet|byrå(?:n)?|polis(?:en)?|riksdag(?:en)?|revision(?:en)?|revisorer(?:na)?|staben|presidi(?:um|et)|mäteriet|räddningstjänst(?:en)?|kundtjänst|sameby(?:n)?|bibliotek(?:et|en)?|beredning(?:en)?|(?<=\p{L}{3})(?:trafiken|centralen|staten)|förmedling(?:en)?|kassan|institut(?:et)?|vänner|klubb(?:en)?|sällskap(?:et)?|församling(?:en)?|kollegi(?:et|um)|(?<=\p{L}{3})tinget)$/iu;
const COMPANY = /^(?:AB|HB|KB)$/u;

/** Those whom a matter concerns, as a list of recipients names them. */
const ROLE =
  /^(?:akten|diariet|arkivet|(?:den )?sökanden?|(?:den )?klaganden?|motionär(?:en|erna)?|interpellanten|frågeställaren|förslagsställare(?:n)?|(?:\p{Lu}[\p{L}-]+s? )?(?:\p{Ll}[\p{L}-]+ ){0,2}[\p{L}-]{0,40}(?:chef(?:en|er|erna)?|direktör(?:en)?|handläggare(?:n|na)?|sjuksköterska(?:n|or|orna)?|strateg(?:en|er|erna)?|samordnare(?:n|rna)?|rektor(?:n|er|erna)?|ombud(?:et|en)?|ansvariga?))(?: (?:vid|på|för|i|inom) [^,]{3,60}| (?!(?:för|och|samt|vid|till)$)\p{L}{2,4})?$/iu;

/** ”Socialdepartementet (s.remissvar@departement.example)” */
const ITS_MAIL = / \([^\s()@]{1,64}@[^\s()@]{1,200}\)$/u;
/** ”Västra Götalandsregionen (dnr RUN 2025-00931)”, also behind a comma. */
const ITS_NUMBER =
  /(?: \(|, )(?:(?:ert?|deras) )?(?:dnr|diarien(?:umme)?r|ärende|ref|beteckning)[.:]{0,2} [^(),]{3,40}\)?$/iu;

export const withoutItsNumber = (name: string): string => name.replace(ITS_NUMBER, '');

/** ”Park och Natur och Exploateringskontoret”: where one name ends and the next begins, only they know. */
const SEVERAL = /^[^-]* och [^-]* och /u;

/** ”Inspektionen för vård och omsorg, avdelning nord” has no more words than others. */
const SMALL_WORD = /^(?:för|och|samt|i)$/u;

const MOST_WORDS = 6;
const LONGEST = 200;

/**
 * Whether a line has the form of an institution's name, or of a party's role. What stands after a colon are units of
 * the institution before it.
 */
export function namesAnInstitution(whole: string): boolean {
  const text = withoutItsNumber(whole.replace(ITS_MAIL, ''));
  const [name = '', ...units] = text.replace(/\.$/, '').split(':');
  if (text.length > LONGEST) return false;
  if (ROLE.test(text)) return true;
  if (/[\d@•|]/.test(text) || units.length > 1) return false;
  if (SEVERAL.test(name)) return false;
  if (!/^\p{Lu}/u.test(name) || /^(?:för|till|kopia|enligt) /iu.test(name)) return false;
  const words = name.split(/[ ,]+/u).filter((word) => !SMALL_WORD.test(word));
  return words.length <= MOST_WORDS && words.some((word) => INSTITUTION.test(word) || COMPANY.test(word));
}
