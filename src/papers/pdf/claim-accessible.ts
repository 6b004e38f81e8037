import { PDFBool, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef, type PDFObject } from 'pdf-lib';

/** The description of the property by which a file says that it is PDF/UA; PDF/A asks for one of whatever it does not know. */
const SCHEMA =
  '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>';
const CLAIM =
  '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>';

/**
 * Adds to a PDF/A that it is PDF/UA-1 as well, which Typst says of a file only instead of PDF/A. The caller knows that the
 * same paper passes as PDF/UA-1.
 */
export async function claimAccessible(archivable: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(archivable, { updateMetadata: false });
  const { catalog, context } = document;
  const reference = catalog.get(PDFName.of('Metadata'));
  const metadata = context.lookup(reference);
  if (!(reference instanceof PDFRef) || !(metadata instanceof PDFRawStream)) return archivable;
  const xmp = Buffer.from(metadata.contents).toString('utf8');
  const claimed = Buffer.from(xmp.replace('</rdf:RDF>', `${SCHEMA}${CLAIM}</rdf:RDF>`), 'utf8');
  context.assign(reference, PDFRawStream.of(metadata.dict, claimed));
  preferencesOf(catalog, context.lookup(catalog.get(PDFName.of('ViewerPreferences')))).set(
    PDFName.of('DisplayDocTitle'),
    PDFBool.True,
  );
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

function preferencesOf(catalog: PDFDict, found: PDFObject | undefined): PDFDict {
  if (found instanceof PDFDict) return found;
  const made = PDFDict.withContext(catalog.context);
  catalog.set(PDFName.of('ViewerPreferences'), made);
  return made;
}
