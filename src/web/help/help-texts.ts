import type { Role } from '../../rules/actor.js';
import type { Texts } from '../../rules/texts.js';

const line = (sv: string, en: string): Texts => ({ sv, en });

/** What each does here, in the order that it comes, in at most ten lines. */
export const ROLE_HELP: Readonly<Record<Role, readonly Texts[]>> = {
  registrar: [
    line(
      'Min inkorg visar först den som väntar på besked, sedan remisser att registrera, svar att kvittera och sådant som är klart att skicka; Besked i din meny visar vad som har hänt.',
      'My inbox shows first who waits for word, then referrals to register, replies to acknowledge and what is ready to be sent; Notices in your menu shows what has happened.',
    ),
    line(
      'Öppna en ny remiss och tryck Registrera. Diarienumret ges av serien; har ärendet redan ett nummer skriver du det.',
      'Open a new referral and press Register. The series gives the case number; if the matter has one already, write it.',
    ),
    line(
      'Fördela ärendet till en handläggare, om inte chefen gör det.',
      'Assign the matter to an officer, unless the manager does.',
    ),
    line(
      'Ska ni inte svara trycker du Avböj och skriver varför.',
      'If you are not to answer, press Decline and write why.',
    ),
    line(
      'Räcker inte tiden begär du anstånd hos den som remitterar.',
      'If time is short, request an extension from the issuer.',
    ),
    line(
      'När beslutet är justerat expedierar du yttrandet. Leveransen syns på ärendet, och kommer den inte fram får du veta det.',
      'When the minutes are confirmed, forward the statement. Its delivery is shown on the matter, and you are told if it does not arrive.',
    ),
    line(
      'För en remiss som ni skickar: Remisser, Ny remiss, sex steg. Inget skickas förrän du trycker Skicka i det sista.',
      'For a referral that you send: Referrals, New referral, six steps. Nothing is sent before you press Send in the last.',
    ),
    line(
      'Kvittera svaren när de kommer. Sammanställningen visar dem sida vid sida.',
      'Acknowledge the replies as they come. The compilation shows them side by side.',
    ),
    line(
      'Diariet visar allt som är registrerat, nummer för nummer.',
      'The register shows all that is registered, number by number.',
    ),
    line(
      'Skrev du fel? Nummer och dagar rättas med skälet, och historiken visar vad som stod förut.',
      'Wrote something wrong? Numbers and days are corrected with the reason, and the history shows what stood before.',
    ),
  ],
  officer: [
    line(
      'Min inkorg visar dina ärenden med det mest brådskande först, och under dem vad som väntar på andra.',
      'My inbox shows your matters with the most urgent first, and below them what waits for others.',
    ),
    line(
      'Öppna ärendet: överst står nästa steg och hur många arbetsdagar som är kvar.',
      'Open the matter: at the top stands the next step and how many working days are left.',
    ),
    line(
      'Tryck Skriv yttrande. Har du en tjänsteskrivelse i Word eller PDF kan du läsa in den, och en hel mapp med Läs in flera tjänsteskrivelser i Min inkorg.',
      'Press Write the statement. If you have a staff report in Word or PDF you can import it, and a whole folder with Import several staff reports in My inbox.',
    ),
    line(
      'Råden överst säger vad som saknas, till exempel en fråga utan svar.',
      'The advice at the top says what is missing, such as a question without an answer.',
    ),
    line(
      'Spara när du vill. Varje sparad version finns kvar, och du kan se vad som skiljer två åt.',
      'Save when you like. Each saved version stays, and you can see what differs between two.',
    ),
    line(
      'Har någon annan ändrat samtidigt visas båda texterna. Inget går förlorat.',
      'If somebody changed it meanwhile, both texts are shown. Nothing is lost.',
    ),
    line(
      'Lämna för granskning när du är klar. Chefen godkänner eller återlämnar med en kommentar.',
      'Submit for review when you are done. The manager approves or returns it with a comment.',
    ),
    line(
      'Fråga den som remitterar med Skriv meddelande på ärendet.',
      'Ask the issuer by Write a message on the matter.',
    ),
    line(
      'Ska du vara borta utser du en ersättare under Mina uppgifter.',
      'If you will be away, let someone stand in under My settings.',
    ),
    line(
      'Besked i din meny visar vad som har hänt: svar, anstånd, meddelanden och ändrade uppdrag.',
      'Notices in your menu shows what has happened: replies, extensions, messages and changed roles.',
    ),
  ],
  manager: [
    line(
      'Min inkorg visar först det som väntar på din granskning, sedan det som ska fördelas och det som är försenat hos er.',
      'My inbox shows first what waits for your review, then what is to be assigned and what is overdue.',
    ),
    line('Fördela: välj en handläggare. Den får ett besked.', 'Assign: choose an officer, who is told.'),
    line(
      'Granska: läs yttrandet. Godkänn, eller återlämna och skriv vad som ska göras.',
      'Review: read the statement. Approve it, or return it and write what is to be done.',
    ),
    line(
      'Den som skrev utkastet kan inte själv godkänna det, om nämnden inte har bestämt annat.',
      'Whoever wrote the draft cannot approve it, unless the board has said otherwise.',
    ),
    line(
      'Planen på ärendet visar om nämnden hinner. Rött betyder att det är för sent, gult att det är ont om tid.',
      'The plan on the matter shows whether the board can make it. Red means too late, amber that time is short.',
    ),
    line(
      'Hinner nämnden inte kan du besluta på delegation, när delegationsordningen tillåter det.',
      'If the board cannot make it you can decide by delegation, where the delegation allows it.',
    ),
    line(
      'Slutar någon lämnar du över alla ärenden i ett steg: Förvaltning, Personer och roller.',
      'When somebody leaves, hand all their matters over in one step: Administration, People and roles.',
    ),
    line(
      'Statistiken visar svarsgrad, andel i tid och hur lång tid stegen tar.',
      'The statistics show the answer rate, the share in time and how long the steps take.',
    ),
    line(
      'Besked i din meny visar vad som har hänt: svar, anstånd, meddelanden och ändrade uppdrag.',
      'Notices in your menu shows what has happened: replies, extensions, messages and changed roles.',
    ),
  ],
  secretary: [
    line(
      'Min inkorg visar vad som ska föras in från senaste sammanträdet, justeras, expedieras och sättas upp.',
      'My inbox shows what is to be recorded from the latest meeting, confirmed, forwarded and put on the agenda.',
    ),
    line(
      'Lägg in sammanträdena i kalendern, eller läs in en kalenderfil. Utan dem kan ingen plan räknas.',
      'Enter the meetings in the calendar, or read in a calendar file. Without them no plan can be counted.',
    ),
    line(
      'På sammanträdets sida: sätt upp det som måste upp, och ordna listan med pilarna.',
      'On the page of the meeting: put up what has to come up, and order the agenda by the arrows.',
    ),
    line(
      'Efter mötet: För in beslut, ärende för ärende. Bordläggning och återremiss väljs där.',
      'After the meeting: record the decisions, matter by matter. Tabling and referring back are chosen there.',
    ),
    line('Reservationer förs in på ärendet.', 'Dissents are added on the matter.'),
    line(
      'Skrivs protokollsutdraget under elektroniskt: Begär underskrifter på ärendet. Sidan visar vem som har skrivit under.',
      'Where the extract from the minutes is signed electronically: request signatures on the matter. The page shows who has signed.',
    ),
    line(
      'Justera och expediera flera på en gång; varje ärende får sitt utfall.',
      'Confirm and forward several at once; each matter shows what became of it.',
    ),
    line(
      'Delegationsbeslut som ska anmälas till nämnden påminns du om.',
      'You are reminded of delegated decisions that are to be reported to the board.',
    ),
    line(
      'Blev något fel rättar du beslutet med skälet, och expedierar ett rättat yttrande.',
      'If something went wrong, correct the decision with the reason, and forward a corrected statement.',
    ),
    line(
      'Besked i din meny visar vad som har hänt: svar, anstånd, meddelanden och ändrade uppdrag.',
      'Notices in your menu shows what has happened: replies, extensions, messages and changed roles.',
    ),
  ],
  reader: [
    line(
      'Du kommer till nämndens sammanträden. Öppna ett för att se vad som står på listan.',
      'You land on the board’s meetings. Open one to see what is on its agenda.',
    ),
    line(
      'Du ser det som är registrerat och beslutat. Utkast är arbetsmaterial och syns inte.',
      'You see what is registered and decided. Drafts are work in progress and are not shown.',
    ),
    line(
      'Sök på ord eller diarienummer i fältet överst.',
      'Search for words or a case number in the field at the top.',
    ),
    line(
      'Diariet visar nämndens ärenden nummer för nummer.',
      'The register shows the board’s matters number by number.',
    ),
    line(
      'Besked i din meny visar vad som har hänt: svar, anstånd, meddelanden och ändrade uppdrag.',
      'Notices in your menu shows what has happened: replies, extensions, messages and changed roles.',
    ),
  ],
  administrator: [
    line(
      'Du kommer till Förvaltning: överst står det som har misslyckats eller är sent, med vad du gör åt det.',
      'You land on Administration: at the top stands what has failed or is late, with what to do about it.',
    ),
    line(
      'Driftstart visar stegen fram till den första remissen och vad som återstår.',
      'Going live shows the steps to the first referral and what is left.',
    ),
    line(
      'Personer och roller: lägg upp, ändra roller, stäng av den som slutat.',
      'People and roles: add, change roles, close the sign-in of who has left.',
    ),
    line(
      'Den som slutar kan ha öppna ärenden: sidan säger hur många, och chefen eller registratorn lämnar över dem.',
      'Whoever leaves may have open matters: the page says how many, and the manager or registrar hands them over.',
    ),
    line(
      'Nämnder och organ: byt namn från en viss dag, ställ in nummerserie och tider, avveckla med efterträdare.',
      'Boards and bodies: rename from a day on, set the number series and times, wind up with a successor.',
    ),
    line(
      'Leveranser: en misslyckad skickas igen när felet är rättat.',
      'Deliveries: a failed one is sent again once the fault is mended.',
    ),
    line(
      'Webbkrokar och API-klienter kopplar in andra system. Hemligheter och nycklar visas en gång.',
      'Webhooks and API clients connect other systems. Secrets and keys are shown once.',
    ),
    line(
      'Granskning visar vem som ändrat rättigheter och vem som nekats något.',
      'Audit shows who changed rights and who was refused something.',
    ),
    line(
      'Driftläge visar om tjänsten mår bra och om historiken är hel; Kontrollera nu kontrollerar den.',
      'Health shows whether the service is well and the audit trail whole; Check now has it checked.',
    ),
    line(
      'Besked i din meny visar vad som har hänt: svar, anstånd, meddelanden och ändrade uppdrag.',
      'Notices in your menu shows what has happened: replies, extensions, messages and changed roles.',
    ),
  ],
};

/** One term per concept, as it is used on the pages. */
export const GLOSSARY: readonly (readonly [term: Texts, Texts])[] = [
  [
    line('anstånd', 'extension'),
    line('mer tid att svara, som den som remitterar ger', 'more time to reply, given by the issuer'),
  ],
  [
    line('att-sats', 'clause'),
    line(
      'en punkt i det som nämnden beslutar: ”att tillstyrka förslaget”',
      'a point of what the board decides: “to support the proposal”',
    ),
  ],
  [
    line('avböja', 'decline'),
    line('säga att man inte svarar, och varför', 'say that one does not answer, and why'),
  ],
  [
    line('bordlägga', 'table'),
    line('skjuta upp beslutet till ett senare sammanträde', 'put the decision off to a later meeting'),
  ],
  [
    line('delegation', 'delegation'),
    line(
      'rätt för en person eller ett utskott att besluta i nämndens ställe',
      'the right of a person or a committee to decide instead of the board',
    ),
  ],
  [
    line('diarium', 'register'),
    line(
      'förteckningen över myndighetens ärenden och handlingar',
      'the list of an authority’s cases and documents',
    ),
  ],
  [
    line('expediera', 'forward'),
    line('skicka det färdiga yttrandet till den som frågade', 'send the finished statement to whoever asked'),
  ],
  [
    line('föredragningslista', 'agenda'),
    line('det som ska tas upp på ett sammanträde', 'what is to come up at a meeting'),
  ],
  [line('justera', 'confirm'), line('intyga att protokollet stämmer', 'certify that the minutes are right')],
  [
    line('kvittera', 'acknowledge'),
    line('bekräfta att yttrandet har kommit fram', 'confirm that the statement has arrived'),
  ],
  [
    line('missiv', 'covering letter'),
    line(
      'brevet som följer med remissen och säger vad som frågas',
      'the letter that goes with a referral and says what is asked',
    ),
  ],
  [
    line('remiss', 'referral'),
    line(
      'en fråga om någons mening i ett ärende, med handlingarna',
      'a request for somebody’s opinion on a case, with the documents',
    ),
  ],
  [line('remissinstans', 'consultee'), line('den som tillfrågas', 'whoever is asked')],
  [line('remittent', 'issuer'), line('den som frågar', 'whoever asks')],
  [
    line('reservation', 'dissent'),
    line(
      'en ledamots mening mot beslutet, i protokollet',
      'a member’s opinion against the decision, in the minutes',
    ),
  ],
  [
    line('sekretessmarkering', 'confidentiality marking'),
    line(
      'en varning om att uppgifter kan vara hemliga; bara de som står på listan ser ärendet',
      'a warning that something may be secret; only those on its list see the matter',
    ),
  ],
  [
    line('tjänsteskrivelse', 'staff report'),
    line('handläggarens förslag till nämnden', 'the officer’s proposal to the board'),
  ],
  [line('yttrande', 'statement'), line('svaret på en remiss', 'the reply to a referral')],
  [
    line('återremittera', 'refer back'),
    line('skicka ärendet tillbaka för mer beredning', 'send the matter back for more preparation'),
  ],
];
